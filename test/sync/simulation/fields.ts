import type { Command } from './command.ts';

/** The kinds of which the rep has all records. */
export const MIRRORED = ['contacts', 'leads', 'sales_accounts', 'deals'] as const;
export type Mirrored = (typeof MIRRORED)[number];

/** A text that nothing else in the world has. */
export function markOf({ n }: Command, part = ''): string {
  return `Qk${String(n).padStart(3, '0')}${part}z`;
}

/** The fields of free text that the rep writes in, by kind. */
export const TEXTS: Readonly<Record<Mirrored, readonly string[]>> = {
  leads: ['last_name', 'job_title', 'city', 'department', 'address'],
  contacts: ['last_name', 'job_title', 'city', 'department', 'address'],
  sales_accounts: ['city', 'address', 'phone', 'name', 'website'],
  deals: ['name', 'city'],
};

/** Custom fields and what is written in them: a text, or a number that is one of a kind. */
export const CUSTOM: Readonly<Record<Mirrored, readonly (readonly [string, 'text' | 'number' | 'date'])[]>> =
  {
    leads: [['cf_met_on', 'date']],
    contacts: [
      ['cf_remarks', 'text'],
      ['cf_visits-per-year', 'number'],
      ['cf_birthday', 'date'],
    ],
    sales_accounts: [
      ['cf_domain_name', 'text'],
      ['cf_gate_code', 'text'],
    ],
    deals: [
      ['cf_number_of_agents', 'number'],
      ['cf_custom_date', 'date'],
    ],
  };

export function customValue(type: 'text' | 'number' | 'date', command: Command): unknown {
  if (type === 'text') return markOf(command);
  if (type === 'number') return 1000 + command.n;
  return new Date(Date.UTC(2027, 0, 1) + command.n * 86_400_000).toISOString().slice(0, 10);
}
