import type { Edit, Fields } from '../../../../shared/edits/edit.ts';
import { sentSince, done, NOTHING_FOUND, type Job, type OperationOf, type Verdict } from '../job.ts';
import type { Outcome } from '../outcome.ts';
import type { PushContext } from '../ports.ts';
import { readRecord } from '../read.ts';
import { settled } from '../settle.ts';
import { isSettled } from '../timing.ts';
import { candidatesOf, chooseAmong, type Choice } from './candidates.ts';
import { newestSince } from './newest.ts';

/** What of a lead is shown by the contact that comes of it: its company is an account of its own then. */
function personOf({ fields }: OperationOf<'convert'>): Fields {
  return Object.fromEntries(
    Object.entries(fields).filter(
      ([path]) =>
        !['company', 'deal'].includes(path) && !path.startsWith('lead_') && !path.startsWith('custom_field'),
    ),
  );
}

async function newest(
  kind: 'contacts' | 'deals',
  fields: Fields,
  since: number,
  context: PushContext,
): Promise<Choice | null> {
  const rows = await newestSince(kind, since, context);
  return rows === null ? null : chooseAmong(rows, { kind, fields, since }, context);
}

/** The deal that came of a conversion; answers do not hold it. Null where it cannot be looked for. */
export function findConvertedDeal(
  { deal }: OperationOf<'convert'>,
  since: number,
  context: PushContext,
): Promise<Choice | null> {
  return newest('deals', dealFields(deal ?? {}), since, context);
}

/** The account and the contact of the deal are the conversion's own. */
function dealFields(deal: Fields): Fields {
  const { sales_account_id: _account, contacts: _contacts, ...rest } = deal;
  return rest;
}

/**
 * Finds out whether a lead was converted: it is gone, and its contact (and deal) is among the newest. Nothing else makes the one of the other; a lead that is gone without a
 * contact was deleted.
 */
export async function probeConverted({ unit, operation, context }: Job<'convert'>): Promise<Verdict> {
  const { edit, base } = unit;
  const since = sentSince(edit, context);
  const reading = await readRecord(edit.target, base, context);
  if (reading.is !== 'gone') return NOTHING_FOUND;
  const contact = await newest('contacts', personOf(operation), since, context);
  if (contact === null) return { found: 'no-way' };
  if (contact.is === 'several')
    return {
      found: 'several',
      candidates: candidatesOf('contacts', contact.records),
      isGuess: contact.isGuess,
    };
  if (contact.is === 'none')
    return isOver(edit, context) ? { found: 'gone', reason: reading.reason } : { found: 'not-yet' };
  const records: Extract<Outcome, { name: 'done' }>['records'] = [
    settled({ kind: 'contacts', id: operation.contactId }, contact.record),
  ];
  if (operation.dealId !== null) {
    const deal = await findConvertedDeal(operation, since, context);
    if (deal?.is !== 'one' && !hasWaited(edit)) return { found: 'not-yet' };
    if (deal?.is === 'one') records.push(settled({ kind: 'deals', id: operation.dealId }, deal.record));
  }
  return { found: 'done', outcome: done({ records, removed: [edit.target] }) };
}

/** A contact may show a little after its lead is gone; not any more once nothing can come of the request. */
function isOver({ id, state }: Edit, { waits }: PushContext): boolean {
  return state.name === 'unsure' && isSettled(waits.of(id));
}

/** A deal that does not show after so many looks did not come, or cannot be told from others; the contact did. */
function hasWaited({ state }: Edit): boolean {
  return state.name === 'unsure' && state.probes >= DEAL_LOOKS;
}

const DEAL_LOOKS = 4;
