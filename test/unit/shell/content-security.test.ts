import { describe, expect, it } from 'vitest';
import { contentSecurityPolicy, securityHeaders } from '../../../electron/shell/policy/content-security.ts';

describe('contentSecurityPolicy', () => {
  it('allows our own files and nothing else', () => {
    expect(contentSecurityPolicy()).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'none'; " +
        "worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; " +
        "require-trusted-types-for 'script'; trusted-types svelte-trusted-html dompurify default",
    );
  });

  it('names the sockets of a host that has some', () => {
    const policy = contentSecurityPolicy({ connect: ["'self'", 'ws://127.0.0.1:1234'] });
    expect(policy).toContain("connect-src 'self' ws://127.0.0.1:1234;");
    expect(policy).not.toContain('unsafe');
  });

  it('loosens styles and markup, and nothing else, for a dev server', () => {
    const policy = contentSecurityPolicy({ devServer: true });
    expect(policy).toContain("style-src 'self' 'unsafe-inline';");
    expect(policy).toContain("script-src 'self';");
    expect(policy).not.toMatch(/unsafe-(?!inline)|unsafe-inline.*unsafe-inline|trusted-types/);
  });
});

describe('securityHeaders', () => {
  it('forbids sniffing, referrers and foreign embedding', () => {
    expect(securityHeaders()).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'x-dns-prefetch-control': 'off',
    });
    const policy = String(securityHeaders()['permissions-policy']);
    expect(policy.match(/[a-z]+=\([a-z]+\)/g)).toEqual(['geolocation=(self)', 'camera=(self)']);
    for (const name of ['microphone', 'clipboard-read', 'display-capture', 'usb', 'serial', 'hid'])
      expect(policy).toContain(`${name}=()`);
  });
});
