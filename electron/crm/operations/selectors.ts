import { selectorRowSchema, type Selector, type SelectorRow } from '../../../shared/entities/selectors.ts';
import { isObject, listReader, type ListAnswer, type Reader } from '../answers.ts';
import type { Caller, CallOptions } from '../call.ts';
import type { Id } from './options.ts';

type Rows = Promise<readonly SelectorRow[]>;

/** The account's configuration lists (reference: Configuration). Rows are as the server sent them. */
export interface SelectorOperations {
  /** Any of them by name. */
  rows(selector: Selector, options?: CallOptions): Rows;
  owners(options?: CallOptions): Rows;
  territories(options?: CallOptions): Rows;
  /** The stages of the default pipeline. */
  dealStages(options?: CallOptions): Rows;
  currencies(options?: CallOptions): Rows;
  dealReasons(options?: CallOptions): Rows;
  dealTypes(options?: CallOptions): Rows;
  leadSources(options?: CallOptions): Rows;
  industryTypes(options?: CallOptions): Rows;
  businessTypes(options?: CallOptions): Rows;
  campaigns(options?: CallOptions): Rows;
  dealPaymentStatuses(options?: CallOptions): Rows;
  dealProducts(options?: CallOptions): Rows;
  dealPipelines(options?: CallOptions): Rows;
  stagesOfPipeline(pipelineId: Id, options?: CallOptions): Rows;
  contactStatuses(options?: CallOptions): Rows;
  salesActivityTypes(options?: CallOptions): Rows;
  salesActivityOutcomes(options?: CallOptions): Rows;
  outcomesOfType(salesActivityTypeId: Id, options?: CallOptions): Rows;
  salesActivityEntityTypes(options?: CallOptions): Rows;
  designations(options?: CallOptions): Rows;
}

/**
 * Reads a selector's list: under the selector's own name, or where that is missing (owners come as `users`, quirks §6) the only or first list there is.
 */
export function selectorReader(name: string): Reader<ListAnswer> {
  return (answer, effect) => {
    const whole = isObject(answer) ? answer : { [name]: answer };
    const key = Array.isArray(whole[name])
      ? name
      : Object.keys(whole).find((other) => Array.isArray(whole[other]));
    return listReader(key ?? name, selectorRowSchema)(whole, effect);
  };
}

export function selectorOperations(call: Caller): SelectorOperations {
  const list = async (path: string, name: string, options: CallOptions | undefined): Rows => {
    const { records } = await call(
      { method: 'GET', path: `/selector/${path}` },
      options,
      selectorReader(name),
    );
    return records;
  };
  const named = (selector: Selector) => (options?: CallOptions) => list(selector, selector, options);
  return {
    rows: (selector, options) => list(selector, selector, options),
    owners: named('owners'),
    territories: named('territories'),
    dealStages: named('deal_stages'),
    currencies: named('currencies'),
    dealReasons: named('deal_reasons'),
    dealTypes: named('deal_types'),
    leadSources: named('lead_sources'),
    industryTypes: named('industry_types'),
    businessTypes: named('business_types'),
    campaigns: named('campaigns'),
    dealPaymentStatuses: named('deal_payment_statuses'),
    dealProducts: named('deal_products'),
    dealPipelines: named('deal_pipelines'),
    stagesOfPipeline: (id, options) => list(`deal_pipelines/${id}/deal_stages`, 'deal_stages', options),
    contactStatuses: named('contact_statuses'),
    salesActivityTypes: named('sales_activity_types'),
    salesActivityOutcomes: named('sales_activity_outcomes'),
    outcomesOfType: (id, options) =>
      list(`sales_activity_types/${id}/sales_activity_outcomes`, 'sales_activity_outcomes', options),
    salesActivityEntityTypes: named('sales_activity_entity_types'),
    designations: named('designations'),
  };
}
