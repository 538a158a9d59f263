import { parseAmount } from '../../../../shared/money.ts';
import { parseDay } from '../../../../shared/time.ts';
import type { Conventions } from './conventions.ts';

/** A number as a file writes it (`€ 1.234,50`, `(12)`, `1 234.5`, `50 %`) as an exact decimal; null where it is none. */
export function readNumber(text: string, { decimal }: Conventions): string | null {
  const bare = text.replace(/[\p{Sc}\p{Zs}\s'’%]|^[A-Z]{3}\b|\b[A-Z]{3}$/gu, '');
  // Accountants write a loss in brackets.
  const negative = /^\((.*)\)$/.exec(bare);
  const digits = negative?.[1] ?? bare;
  const [thousands, sign] = decimal === ',' ? ['.', ','] : [',', '.'];
  const [whole = '', ...parts] = digits.split(sign);
  if (parts.length > 1 || !isGrouped(whole, thousands) || parts.some((part) => part.includes(thousands)))
    return null;
  const plain = [whole.replaceAll(thousands, '').replace(/^\+/, '') || '0', ...parts].join('.');
  if (digits === '' || (negative && plain.startsWith('-'))) return null;
  return parseAmount(negative ? `-${plain}` : plain);
}

/** Whether the signs between thousands stand where they do in a number. */
function isGrouped(whole: string, sign: string): boolean {
  const [first = '', ...rest] = whole.split(sign);
  // India groups by two before the last three.
  return (
    rest.length === 0 ||
    (/^[-+]?\d{1,3}$/.test(first) &&
      rest.every((part, at) => (at === rest.length - 1 ? /^\d{3}$/ : /^\d{2,3}$/).test(part)))
  );
}

/** A day as a file writes it (`2026-12-24`, `24.12.2026`, `12/24/26`) as `YYYY-MM-DD`; null where there is no such day. */
export function readDay(text: string, { dayOrder }: Conventions): string | null {
  const trimmed = text.trim();
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?$/.exec(trimmed);
  if (iso) return dayOf(iso[1], iso[2], iso[3]);
  const local = /^(\d{1,2})[./\-\s]+(\d{1,2})[./\-\s]+(\d{4}|\d{2})(?:[T ,].*)?$/.exec(trimmed);
  if (!local) return null;
  const [, first, second, written = ''] = local;
  const year = written.length === 2 ? `20${written}` : written;
  return dayOrder === 'day-first' ? dayOf(year, second, first) : dayOf(year, first, second);
}

/** A day with a time (`24.12.2026 14:30`, `2026-12-24T14:30:00Z`), or a day alone at its beginning, as an ISO instant; times without a zone are this machine's. Null where it is neither. */
export function readInstant(text: string, conventions: Conventions): string | null {
  const trimmed = text.trim();
  const day = readDay(trimmed, conventions);
  if (day === null) return null;
  const time = /[T ,]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(AM|PM)?\s*(Z|[+-]\d{2}:?\d{2})?$/i.exec(
    trimmed,
  );
  if (!time) return /[:]/.test(trimmed) ? null : instantOf(day, '00:00:00', '');
  const [, hours = '0', minutes = '00', seconds = '00', half, zone = ''] = time;
  const hour = hourOf(Number(hours), half);
  return hour === null ? null : instantOf(day, `${two(hour)}:${minutes}:${seconds}`, zone);
}

function hourOf(hour: number, half: string | undefined): number | null {
  if (half === undefined) return hour < 24 ? hour : null;
  if (hour < 1 || hour > 12) return null;
  return (hour % 12) + (half.toLowerCase() === 'pm' ? 12 : 0);
}

function instantOf(day: string, time: string, zone: string): string | null {
  const ms = Date.parse(`${day}T${time}${zone.toUpperCase().replace(/^([+-]\d{2})(\d{2})$/, '$1:$2')}`);
  return Number.isNaN(ms) ? null : new Date(ms).toISOString();
}

function dayOf(year = '', month = '', day = ''): string | null {
  return parseDay(`${year}-${two(Number(month))}-${two(Number(day))}`);
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
