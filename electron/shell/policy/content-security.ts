/**
 * The headers under which the screens run, in both hosts. Nothing inline, nothing evaluated, nothing from elsewhere
 * (Electron: Security, "Define a Content Security Policy").
 */

/** Where the page may connect to. Electron's page needs nothing; the browser host's has its two sockets. */
export interface ContentSecurityOptions {
  /** Sources for `connect-src`; none by default. */
  readonly connect?: readonly string[];
  /** Vite's dev server puts styles inline while it serves them hot, and shows its errors as markup; never set for a build. */
  readonly devServer?: boolean;
}

/** The only makers of trusted markup and addresses, by the names of their policies. */
const TRUSTED_TYPES = ['svelte-trusted-html', 'dompurify', 'default'];

/** The content security policy as one header value. A worker has the policy its script was served with, so every file carries it. */
export function contentSecurityPolicy(options: ContentSecurityOptions = {}): string {
  const directives: Readonly<Record<string, readonly string[]>> = {
    'default-src': ["'none'"],
    'script-src': ["'self'"],
    'style-src': options.devServer ? ["'self'", "'unsafe-inline'"] : ["'self'"],
    'img-src': ["'self'"],
    'font-src': ["'self'"],
    'connect-src': options.connect?.length ? options.connect : ["'none'"],
    'worker-src': ["'self'"],
    'base-uri': ["'none'"],
    'form-action': ["'none'"],
    'frame-ancestors': ["'none'"],
    // No text becomes markup or code but through these: Svelte's own templates, the sanitiser, and the address of our worker. The dev server puts markup in by itself.
    ...(options.devServer
      ? {}
      : { 'require-trusted-types-for': ["'script'"], 'trusted-types': TRUSTED_TYPES }),
  };
  return Object.entries(directives)
    .map(([name, sources]) => [name, ...sources].join(' '))
    .join('; ');
}

/** What a document may ask for at all: the place, for a check-in, and the camera, for a picture. Each of the others is switched off by its name, as there is no word for all. */
const PERMISSIONS_POLICY = [
  'geolocation=(self)',
  'camera=(self)',
  ...[
    'accelerometer',
    'bluetooth',
    'clipboard-read',
    'display-capture',
    'encrypted-media',
    'gyroscope',
    'hid',
    'idle-detection',
    'local-fonts',
    'magnetometer',
    'microphone',
    'midi',
    'payment',
    'publickey-credentials-get',
    'screen-wake-lock',
    'serial',
    'usb',
    'window-management',
    'xr-spatial-tracking',
  ].map((name) => `${name}=()`),
].join(', ');

/** All headers of a file of the bundle. */
export function securityHeaders(options: ContentSecurityOptions = {}): Record<string, string> {
  return {
    'content-security-policy': contentSecurityPolicy(options),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    // Not even the name of a host that a record links to is looked up before somebody follows the link.
    'x-dns-prefetch-control': 'off',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-embedder-policy': 'require-corp',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': PERMISSIONS_POLICY,
  };
}
