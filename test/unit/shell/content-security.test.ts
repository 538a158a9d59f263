import { describe, expect, it } from 'vitest';
import { contentSecurityPolicy, securityHeaders } from '../../../electron/shell/policy/content-security.ts';

describe('contentSecurityPolicy', () => {
  it('allows our own files and nothing else', () => {
    expect(contentSecurityPolicy()).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'none'; " +
        "worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
  });

  it('names the sockets of a host that has some', () => {
    const policy = contentSecurityPolicy({ connect: ["'self'", 'ws://127.0.0.1:1234'] });
    expect(policy).toContain("connect-src 'self' ws://127.0.0.1:1234;");
    expect(policy).not.toContain('unsafe');
  });

  it('loosens styles, and only styles, for a dev server', () => {
    const policy = contentSecurityPolicy({ inlineStyles: true });
    expect(policy).toContain("style-src 'self' 'unsafe-inline';");
    expect(policy).toContain("script-src 'self';");
  });
});

describe('securityHeaders', () => {
  it('forbids sniffing, referrers and foreign embedding', () => {
    expect(securityHeaders()).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    });
  });
});
