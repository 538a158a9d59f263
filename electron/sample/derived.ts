import { sumAmounts } from '../../shared/money.ts';
import { textOf } from '../../shared/entities/record.ts';
import { targetKey } from './state/indexes.ts';
import type { Model } from './kinds.ts';
import type { Row } from './state/row.ts';
import { inBaseCurrency } from './totals.ts';
import { forecastOf } from './views.ts';
import type { World } from './world.ts';

/** What follows from other records, computed when asked (quirks §5: it changes without moving `updated_at`). */

/** The live deals of an account or contact. */
export function dealsOf(kind: 'contacts' | 'sales_accounts', id: number, world: World): Row[] {
  const deals = world.store.table('deals').find(kind === 'contacts' ? 'contact' : 'account', id);
  return deals.filter((deal) => deal['is_deleted'] !== true);
}

/** A deal's amount in the account's base currency. */
export function baseAmount(deal: Row, world: World): string {
  const currency = world.store.get('currencies', Number(deal['currency_id']));
  return inBaseCurrency(textOf(deal, 'amount') ?? '0', textOf(currency ?? {}, 'exchange_rate') ?? '1');
}

/** Canonical decimal strings and counts. */
export interface DealsSummary {
  readonly openAmount: string;
  readonly openCount: number;
  readonly wonAmount: string;
  readonly wonCount: number;
}

/** Sums of open and of won deals, in base currency. */
export function summaryOf(deals: readonly Row[], world: World): DealsSummary {
  const amounts = (forecast: string): string[] =>
    deals.filter((deal) => forecastOf(deal, world) === forecast).map((deal) => baseAmount(deal, world));
  const [open, won] = [amounts('Open'), amounts('Closed Won')];
  return {
    openAmount: sumAmounts(open),
    openCount: open.length,
    wonAmount: sumAmounts(won),
    wonCount: won.length,
  };
}

/** The text of the latest note about a record. */
export function recentNote(model: Model, id: number, world: World): string | null {
  const notes = world.store.table('notes').find('target', targetKey(model, id));
  const latest = notes.reduce<Row | null>(
    (best, note) => (best === null || Number(note['created_at']) >= Number(best['created_at']) ? note : best),
    null,
  );
  return latest === null ? null : textOf(latest, 'description');
}

/** The ids of a record's team, or null where it has none (quirks §6). */
export function teamOf(model: Model, id: number, world: World): number[] | null {
  const members = world.store.table('team_members').find('target', targetKey(model, id));
  return members.length === 0 ? null : members.map((member) => Number(member['user_id']));
}
