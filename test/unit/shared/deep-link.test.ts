import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deepLinkOf, parseDeepLink } from '../../../shared/deep-link.ts';

const KINDS = ['contacts', 'sales_accounts', 'deals', 'leads', 'tasks', 'appointments'] as const;
const ORIGIN = 'https://acme.myfreshworks.com';
const record = (kind: (typeof KINDS)[number], id: number, origin: string | null = null) => ({
  is: 'record',
  ref: { kind, id },
  origin,
});
const UNKNOWN = { is: 'refused', reason: 'unknown-record' };
const NO_LINK = { is: 'refused', reason: 'not-a-link' };

describe('a link into the app', () => {
  it('leads back to the record that it was made of', () => {
    const anyRef = fc.record({
      kind: fc.constantFrom(...KINDS),
      id: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
    });
    fc.assert(
      fc.property(anyRef, (ref) => {
        const link = deepLinkOf(ref);
        expect(link).not.toBeNull();
        expect(parseDeepLink(link ?? '')).toEqual({ is: 'record', ref, origin: null });
      }),
    );
  });

  it('is as the issue has it', () => {
    expect(deepLinkOf({ kind: 'contacts', id: 123 })).toBe('satchel://contact/123');
    expect(parseDeepLink('satchel://contact/123')).toEqual(record('contacts', 123));
    // Windows adds a slash, and some programs write the scheme in capitals.
    expect(parseDeepLink('SATCHEL://account/7/')).toEqual(record('sales_accounts', 7));
  });

  it('is none of what the server does not know, nor of what has no screen', () => {
    expect(deepLinkOf({ kind: 'contacts', id: -3 })).toBeNull();
    expect(deepLinkOf({ kind: 'notes', id: 3 })).toBeNull();
  });

  it('is an address of the CRM too, with the origin of the account it is of', () => {
    for (const path of ['/crm/sales/deals/42', '/deals/42', '/crm/sales/deals/42/notes?tab=1#x'])
      expect(parseDeepLink(`${ORIGIN}${path}`)).toEqual(record('deals', 42, ORIGIN));
    const address = encodeURIComponent(`${ORIGIN}/crm/sales/accounts/9`);
    expect(parseDeepLink(`satchel://open?url=${address}`)).toEqual(record('sales_accounts', 9, ORIGIN));
  });

  it.each([
    'satchel://',
    'satchel://contact',
    'satchel://contact/',
    'satchel://contact/0',
    'satchel://contact/-1',
    'satchel://contact/1e3',
    'satchel://contact/0x10',
    'satchel://contact/9007199254740993',
    'satchel://contact/1/delete',
    'satchel://contact/1?delete=yes',
    'satchel://note/1',
    'satchel://constructor/1',
    'satchel://sign-out/1',
    'satchel://open',
    'satchel://open/x?url=https://acme.myfreshworks.com/deals/1',
    'satchel://jane:secret@contact/1',
    'https://acme.myfreshworks.com/crm/sales/settings/1',
  ])('says that %s leads nowhere', (link) => {
    expect(parseDeepLink(link)).toEqual(UNKNOWN);
  });

  it.each([
    '',
    'contact/1',
    'javascript:alert(1)',
    'file:///etc/passwd',
    'http://acme.myfreshworks.com/crm/sales/contacts/1',
    'https://jane:secret@acme.myfreshworks.com/contacts/1',
    'satchel://open?url=javascript:alert(1)',
    `satchel://open?url=satchel://contact/1`,
    `satchel://contact/${'1'.repeat(2000)}`,
    '--satchel://contact/1',
  ])('takes %s for no link', (link) => {
    expect(parseDeepLink(link)).toEqual(NO_LINK);
  });

  it('is never more than a record of a known kind, whatever is written', () => {
    const parts = fc.constantFrom(
      'satchel://',
      'contact',
      '/',
      '1',
      '?url=',
      'https://',
      '%2f',
      '..',
      '@',
      '#',
      'open',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(parts).map((each) => each.join('')),
        ),
        (text) => {
          const link = parseDeepLink(text);
          if (link.is === 'refused') return;
          expect(KINDS).toContain(link.ref.kind);
          expect(Number.isSafeInteger(link.ref.id) && link.ref.id > 0).toBe(true);
          if (link.origin !== null) expect(link.origin).toMatch(/^https:\/\/[^/]+$/);
        },
      ),
    );
  });
});
