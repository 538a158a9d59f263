import type { Problem } from '../../../../shared/store-port.ts';
import type { Control, Option } from '../../lib/field-control.ts';
import type { Conventions } from './conventions.ts';
import { foldHeading } from './mapping.ts';
import { readDay, readInstant, readNumber } from './numbers-and-days.ts';

/** The value of a cell in the shape in which records show it, or why it is none. */
export type CellValue =
  { readonly value: unknown } | { readonly problem: Problem['code'] | 'no-such-record' | 'ambiguous' };

/** The ids of the accounts here that are called so; by folded name. */
export type AccountsByName = (name: string) => readonly number[];

const YES = new Set(['yes', 'y', 'true', '1', 'x', 'ja', 'j', 'wahr', 'si', 'verdadero', 'on']);
const NO = new Set(['no', 'n', 'false', '0', 'nein', 'falsch', 'falso', 'off']);
const ADDRESS = /^[^\s@,;<>]+@[^\s@,;<>]+$/;

/** Reads a cell for a field. The text is not blank. */
export function cellValue(
  text: string,
  control: Control,
  conventions: Conventions,
  accounts: AccountsByName,
): CellValue {
  const trimmed = text.trim();
  switch (control.type) {
    case 'text':
    case 'lines':
    case 'phone':
    case 'web':
      return { value: trimmed };
    case 'mail':
      return ADDRESS.test(trimmed) ? { value: trimmed } : { problem: 'not-an-email' };
    case 'mails': {
      const addresses = parts(trimmed, /[,;\s]+/);
      if (!addresses.every((address) => ADDRESS.test(address))) return { problem: 'not-an-email' };
      return { value: addresses.map((value, index) => ({ value, is_primary: index === 0 })) };
    }
    case 'money':
    case 'number': {
      const amount = readNumber(trimmed, conventions);
      if (amount === null) return { problem: 'not-a-number' };
      // A decimal stays exact where a double would not hold it.
      return { value: String(Number(amount)) === amount ? Number(amount) : amount };
    }
    case 'day': {
      const day = readDay(trimmed, conventions);
      return day === null ? { problem: 'not-a-date' } : { value: day };
    }
    case 'instant': {
      const instant = readInstant(trimmed, conventions);
      return instant === null ? { problem: 'not-a-date' } : { value: instant };
    }
    case 'flag': {
      const folded = foldHeading(trimmed);
      if (YES.has(folded)) return { value: true };
      return NO.has(folded) ? { value: false } : { problem: 'not-a-choice' };
    }
    case 'tags':
      return { value: [...new Set(parts(trimmed, /[,;]/))] };
    case 'choice':
      return choice(trimmed, control.options);
    case 'choices': {
      const chosen = parts(trimmed, /[;,]/).map((part) => choice(part, control.options));
      const wrong = chosen.find((each) => 'problem' in each);
      return wrong ?? { value: chosen.flatMap((each) => ('value' in each ? [each.value] : [])) };
    }
    case 'company':
      return { value: { name: trimmed } };
    case 'record':
    case 'records': {
      if (control.kind !== 'sales_accounts') return { problem: 'read-only' };
      const [id, ...others] = accounts(trimmed);
      if (id === undefined) return { problem: 'no-such-record' };
      if (others.length > 0) return { problem: 'ambiguous' };
      return { value: control.type === 'record' ? id : [{ id, name: trimmed, is_primary: true }] };
    }
    case 'read-only':
      return { problem: 'read-only' };
  }
}

function choice(text: string, options: readonly Option[]): CellValue {
  const folded = foldHeading(text);
  const found =
    options.find(({ words, key }) => words === text || key === text) ??
    options.find(({ words }) => foldHeading(words) === folded && folded !== '');
  return found ? { value: found.value } : { problem: 'not-a-choice' };
}

function parts(text: string, separator: RegExp): string[] {
  return text.split(separator).flatMap((part) => part.trim() || []);
}
