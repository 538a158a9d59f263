/** What of the browser's Trusted Types is used; TypeScript's library does not have them yet. */
export interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(address: string): string | null }): unknown;
}

/**
 * The page runs under a policy that takes no text for markup, code or a script's address. This makes the one exception that a bundler's `new Worker(new URL(…))` needs: the
 * address of our own worker. Everything else stays refused.
 * @param page the window, before anything is started in it
 */
export function trustOwnWorker(page: {
  readonly location: Pick<Location, 'origin'>;
  readonly trustedTypes?: TrustedTypes;
}): void {
  page.trustedTypes?.createPolicy('default', {
    createScriptURL: (address) => (isOwnWorker(address, page.location.origin) ? address : null),
  });
}

/** Whether an address is that of a built worker: with us, among the bundle's files, by its name. */
export function isOwnWorker(address: string, origin: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, host, pathname, search, hash } = new URL(address);
  // Node and browsers disagree about the origin of a scheme of one's own.
  return (
    `${protocol}//${host}` === origin &&
    /^\/assets\/worker-[\w-]+\.js$/.test(pathname) &&
    search === '' &&
    hash === ''
  );
}
