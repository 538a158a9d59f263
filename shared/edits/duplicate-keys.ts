import type { RecordKind } from '../entities/kind.ts';
import { objectsOf, textOf, type RawRecord } from '../entities/record.ts';

/** By what a record can be recognised as another's duplicate, normalised: mail addresses without case, phones by their digits, account names folded. */
export interface DuplicateKey {
  readonly by: 'email' | 'phone' | 'name';
  readonly key: string;
  /** As it stands in the record. */
  readonly value: string;
}

/** The last digits of a phone number that tell it from others, whether or not the country is written with it. */
const PHONE_DIGITS = 9;
/** Words that a company's name is written with and without. */
const LEGAL_FORMS = /\b(inc|llc|ltd|limited|gmbh|ag|corp|corporation|co|company|sa|srl|bv|plc|pvt)\b/g;

function email(value: string): DuplicateKey {
  return { by: 'email', key: `email:${value.trim().toLowerCase()}`, value };
}

function phone(value: string): DuplicateKey[] {
  const digits = value.replace(/\D/g, '');
  return digits.length < 6 ? [] : [{ by: 'phone', key: `phone:${digits.slice(-PHONE_DIGITS)}`, value }];
}

function name(value: string): DuplicateKey[] {
  const plain = value.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replaceAll(/[.,]/g, '');
  const folded = plain
    .replace(LEGAL_FORMS, '')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  const key = folded === '' ? plain.trim() : folded;
  return key === '' ? [] : [{ by: 'name', key: `name:${key}`, value }];
}

const PHONES: Partial<Record<RecordKind, readonly string[]>> = {
  leads: ['mobile_number', 'work_number'],
  contacts: ['mobile_number', 'work_number'],
  sales_accounts: ['phone'],
};

/** The keys of a record, each once; none for kinds that are not looked at (deals, notes, …). */
export function duplicateKeysOf(kind: RecordKind, record: RawRecord): DuplicateKey[] {
  const phones = (PHONES[kind] ?? []).flatMap((key) => phone(textOf(record, key) ?? ''));
  const isPerson = kind === 'leads' || kind === 'contacts';
  const addresses = isPerson
    ? [textOf(record, 'email'), ...objectsOf(record, 'emails').map((item) => textOf(item, 'value'))]
    : [];
  const emails = addresses.flatMap((value) => (value === null ? [] : [email(value)]));
  const names = kind === 'sales_accounts' ? name(textOf(record, 'name') ?? '') : [];
  return [...new Map([...emails, ...phones, ...names].map((each) => [each.key, each])).values()];
}
