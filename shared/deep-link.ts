import { z } from 'zod';
import { recordRefSchema, type RecordKind, type RecordRef } from './entities/kind.ts';

/** The scheme of links into the app, which the packages register. */
export const LINK_SCHEME = 'satchel';

/** No link that we or the CRM make is longer. */
const LENGTH_MAX = 2000;

/** What a kind is called in our links, and in the CRM's own addresses. */
const NAMES: readonly { readonly kind: RecordKind; readonly ours: string; readonly theirs: string }[] = [
  { kind: 'contacts', ours: 'contact', theirs: 'contacts' },
  { kind: 'sales_accounts', ours: 'account', theirs: 'accounts' },
  { kind: 'deals', ours: 'deal', theirs: 'deals' },
  { kind: 'leads', ours: 'lead', theirs: 'leads' },
  { kind: 'tasks', ours: 'task', theirs: 'tasks' },
  { kind: 'appointments', ours: 'appointment', theirs: 'appointments' },
];

/**
 * A link, understood: the record it opens, and where it came from the CRM's own address, the origin of the account that the record is of. A link never does anything but open a record.
 * What is refused says whether it is no link of ours, or one of a record that the app does not know.
 */
export const deepLinkSchema = z.discriminatedUnion('is', [
  z.object({ is: z.literal('record'), ref: recordRefSchema, origin: z.string().nullable() }),
  z.object({ is: z.literal('refused'), reason: z.enum(['not-a-link', 'unknown-record']) }),
]);
export type DeepLink = z.infer<typeof deepLinkSchema>;

const NO_LINK: DeepLink = { is: 'refused', reason: 'not-a-link' };
const UNKNOWN: DeepLink = { is: 'refused', reason: 'unknown-record' };

/** The link of a record; null for what the server does not know, and for kinds that have none. */
export function deepLinkOf({ kind, id }: RecordRef): string | null {
  const name = NAMES.find((each) => each.kind === kind);
  return name && id > 0 ? `${LINK_SCHEME}://${name.ours}/${id}` : null;
}

/**
 * Understands a link: `satchel://contact/123`, `satchel://open?url=<an address of the CRM>`, or such an address itself. Anybody can write one, so nothing of it is believed
 * but a kind, a number and an origin.
 */
export function parseDeepLink(text: string): DeepLink {
  if (text.length > LENGTH_MAX) return NO_LINK;
  const trimmed = text.trim();
  const ours = /^satchel:\/\/([^/?#]*)\/?([^?#]*)(\?[^#]*)?$/i.exec(trimmed);
  if (ours === null) return webLink(trimmed);
  const [, host = '', path = '', query = ''] = ours;
  if (host === 'open' && path === '') {
    const address = new URLSearchParams(query).get('url');
    return address === null ? UNKNOWN : webLink(address);
  }
  const name = NAMES.find((each) => each.ours === host.toLowerCase());
  const id = idOf(path.replace(/\/$/, ''));
  return name && id !== null && query === ''
    ? { is: 'record', ref: { kind: name.kind, id }, origin: null }
    : UNKNOWN;
}

/** An address of the CRM's web pages: `https://acme.myfreshworks.com/crm/sales/contacts/123`, or the older one without `/crm/sales`. */
function webLink(text: string): DeepLink {
  if (!/^https:\/\//i.test(text) || !URL.canParse(text)) return NO_LINK;
  const url = new URL(text);
  if (url.protocol !== 'https:' || url.username !== '' || url.password !== '') return NO_LINK;
  const [kind, id] = url.pathname
    .replace(/^\/crm\/sales(?=\/)/, '')
    .split('/')
    .slice(1);
  const name = NAMES.find((each) => each.theirs === kind);
  const number = idOf(id ?? '');
  return name && number !== null
    ? { is: 'record', ref: { kind: name.kind, id: number }, origin: url.origin }
    : UNKNOWN;
}

/** The id of a record of the server's; what was only made here has none that would mean anything elsewhere. */
function idOf(text: string): number | null {
  const id = Number(text);
  return /^[1-9]\d{0,15}$/.test(text) && Number.isSafeInteger(id) ? id : null;
}
