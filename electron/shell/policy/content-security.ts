/**
 * The headers under which the screens run, in both hosts. Nothing inline, nothing evaluated, nothing from elsewhere
 * (Electron: Security, "Define a Content Security Policy").
 */

/** Where the page may connect to. Electron's page needs nothing; the browser host's has its two sockets. */
export interface ContentSecurityOptions {
  /** Sources for `connect-src`; none by default. */
  readonly connect?: readonly string[];
  /** Vite's dev server puts styles inline while it serves them hot; never set for a build. */
  readonly inlineStyles?: boolean;
}

/** The content security policy as one header value. A worker has the policy its script was served with, so every file carries it. */
export function contentSecurityPolicy(options: ContentSecurityOptions = {}): string {
  const directives: Readonly<Record<string, readonly string[]>> = {
    'default-src': ["'none'"],
    'script-src': ["'self'"],
    'style-src': options.inlineStyles ? ["'self'", "'unsafe-inline'"] : ["'self'"],
    'img-src': ["'self'"],
    'font-src': ["'self'"],
    'connect-src': options.connect?.length ? options.connect : ["'none'"],
    'worker-src': ["'self'"],
    'base-uri': ["'none'"],
    'form-action': ["'none'"],
    'frame-ancestors': ["'none'"],
  };
  return Object.entries(directives)
    .map(([name, sources]) => [name, ...sources].join(' '))
    .join('; ');
}

/** All headers of a file of the bundle. */
export function securityHeaders(options: ContentSecurityOptions = {}): Record<string, string> {
  return {
    'content-security-policy': contentSecurityPolicy(options),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-embedder-policy': 'require-corp',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy':
      'camera=(), geolocation=(self), microphone=(), midi=(), payment=(), serial=(), usb=()',
  };
}
