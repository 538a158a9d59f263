import { checkTarget } from '../check.ts';
import { callOf, checkedBody, done, sentSince, type Strategy } from '../job.ts';
import { bodyOf } from '../payload/body.ts';
import { findConvertedDeal, probeConverted } from '../probe/converted.ts';
import { settled } from '../settle.ts';
import { firstProbeAt } from '../timing.ts';

/**
 * Makes a contact of a lead, and a deal where asked (reference: Convert a Lead). The answer holds the contact alone, so the deal is looked for; while it does not show, the unit is
 * unsure and the same look is taken later.
 */
export const convertLead: Strategy<'convert'> = {
  check: checkTarget,
  async send({ unit, operation, context }) {
    const { target, base: was } = unit.edit;
    const { fields, deal, contactId, dealId } = operation;
    const dealBody =
      deal === null ? {} : { deal: bodyOf('deals', withoutOwners(deal), { base: null, was: {} }) };
    const { deal: _deal, ...lead } = bodyOf('leads', fields, { base: unit.base, was });
    const body = checkedBody({ ...lead, ...dealBody });
    const answer = await context.crm.convert(target.id, body, callOf(context));
    const contact = settled({ kind: 'contacts', id: contactId }, answer.record);
    if (dealId === null) return done({ records: [contact], removed: [target] });
    const found = await findConvertedDeal(operation, sentSince(unit.edit, context), context).catch(
      () => null,
    );
    if (found?.is !== 'one')
      return { name: 'unsure', reason: 'deal-not-shown', notBefore: firstProbeAt(context), jobId: null };
    const made = settled({ kind: 'deals', id: dealId }, found.record);
    return done({ records: [contact, made], removed: [target] });
  },
  probe: probeConverted,
};

/** The account and the contact of the deal are the ones that the conversion makes. */
function withoutOwners(deal: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { sales_account_id: _id, sales_account: _account, contacts: _contacts, ...rest } = deal;
  return rest;
}
