import type { ClientCall } from './client-call.ts';

/** The rows of operations.tsv that have no worked example, and the function that reaches each. */
export const operationCalls: Readonly<Record<string, ClientCall>> = {
  'GET /api/selector/owners': (c) => c.selectors.owners(),
  'GET /api/selector/territories': (c) => c.selectors.territories(),
  'GET /api/selector/deal_stages': (c) => c.selectors.dealStages(),
  'GET /api/selector/currencies': (c) => c.selectors.currencies(),
  'GET /api/selector/deal_reasons': (c) => c.selectors.dealReasons(),
  'GET /api/selector/deal_types': (c) => c.selectors.dealTypes(),
  'GET /api/selector/lead_sources': (c) => c.selectors.leadSources(),
  'GET /api/selector/industry_types': (c) => c.selectors.industryTypes(),
  'GET /api/selector/business_types': (c) => c.selectors.businessTypes(),
  'GET /api/selector/campaigns': (c) => c.selectors.campaigns(),
  'GET /api/selector/deal_payment_statuses': (c) => c.selectors.dealPaymentStatuses(),
  'GET /api/selector/deal_products': (c) => c.selectors.dealProducts(),
  'GET /api/selector/deal_pipelines': (c) => c.selectors.dealPipelines(),
  'GET /api/selector/deal_pipelines/{id}/deal_stages': (c) => c.selectors.stagesOfPipeline(7),
  'GET /api/selector/contact_statuses': (c) => c.selectors.contactStatuses(),
  'GET /api/selector/sales_activity_types': (c) => c.selectors.salesActivityTypes(),
  'GET /api/selector/sales_activity_outcomes': (c) => c.selectors.salesActivityOutcomes(),
  'GET /api/selector/sales_activity_entity_types': (c) => c.selectors.salesActivityEntityTypes(),
  'GET /api/selector/sales_activity_types/{id}/sales_activity_outcomes': (c) => c.selectors.outcomesOfType(7),
  'GET /api/selector/designations': (c) => c.selectors.designations(),
  'GET /api/settings/leads/fields?include=field_group': (c) => c.leads.fields({ includeGroups: true }),
  'GET /api/settings/contacts/fields?include=field_group': (c) => c.contacts.fields({ includeGroups: true }),
  'GET /api/settings/sales_accounts/fields?include=field_group': (c) =>
    c.salesAccounts.fields({ includeGroups: true }),
  'GET /api/settings/deals/fields?include=field_group': (c) => c.deals.fields({ includeGroups: true }),
  'GET /api/contacts/{id}/document_associations': (c) => c.contacts.documentAssociations(7),
  'GET /api/sales_accounts/{id}/document_associations': (c) => c.salesAccounts.documentAssociations(7),
  'GET /api/deals/{id}/document_associations': (c) => c.deals.documentAssociations(7),
  'GET /api/products/{id}/document_associations': (c) => c.products.documentAssociations(7),
};
