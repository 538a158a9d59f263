import { LINK_SCHEME, parseDeepLink, type DeepLink } from '../../shared/deep-link.ts';

/** Keeps a link into the app until the page takes it: it may come before there is a page, or while nobody is signed in. */
export interface Links {
  /** A link came; the last one counts. */
  came(link: string): void;
  take(): DeepLink | null;
  waits(): boolean;
}

/** @param onLink told that one waits */
export function keepLinks(onLink: () => void): Links {
  let waiting: DeepLink | null = null;
  return {
    came(link) {
      waiting = parseDeepLink(link);
      onLink();
    },
    take() {
      const link = waiting;
      waiting = null;
      return link;
    },
    waits: () => waiting !== null,
  };
}

/** The link among the arguments of a command line, by which Windows and Linux hand it over; null where there is none. The system puts it last. */
export function linkOfArguments(argv: readonly string[]): string | null {
  return argv.findLast((argument) => argument.toLowerCase().startsWith(`${LINK_SCHEME}:`)) ?? null;
}
