/**
 * What real accounts do that the reference does not say, each behind a switch, so that a client can be tried against both readings.
 * Section numbers are those of the project's notes on real accounts ("quirks").
 */
export interface Quirks {
  /** Quirks §6: ids of associated rows (owner, source, stage reason, status …) appear in people and deals only with `include` of them; accounts always carry `owner_id`. */
  ownerIdOnlyWithInclude: boolean;
  /** Quirks §5: `updated_at` does not move when a derived field does (open deals, age, last contacted). */
  updatedAtStaysForDerived: boolean;
  /** Quirks §7: an unknown field in a write is dropped with a 200; off, it is refused. */
  silentDropUnknownFields: boolean;
  /** Quirks §7: a value that is none of a field's choices is dropped with a 200; off, it is refused. */
  silentDropUnknownChoices: boolean;
  /** Quirks §8: `custom_field` in a PUT replaces the whole map; off, it is merged. */
  customFieldReplacedWhole: boolean;
  /** Quirks §7: `contact_status_id` and `lifecycle_stage_id` are ignored on POST, and on PUT unless `include=contact_status`. */
  statusIgnoredUnlessIncluded: boolean;
  /** Quirks §4: the account has no view "All Deals". */
  noAllDealsView: boolean;
  /** Quirks §2: `filter=past` and `filter=upcoming` of appointments answer the same list. */
  filterPastUpcomingReturnsAll: boolean;
  /** Quirks §6: every other `last_contacted` is written without a zone, as in the reference's scroll examples. */
  lastContactedWithoutZone: boolean;
  /** Quirks §7: the reference shows `message` as one string; real accounts send an array. */
  messageAsString: boolean;
  /** Quirks §7: error messages come in the account's language. */
  localisedMessages: 'nl' | 'es' | null;
  /** Quirks §4: names of views may be in the account's language; the forms of their records are not. */
  localisedViewNames: 'nl' | 'es' | null;
  /** Reference, Errors: accounts from before August 2018 answer a validation error with 500. */
  legacyValidation500: boolean;
  /** Quirks §7: `email: ""` gets the whole person refused; off, it is as if the key were absent. */
  emptyEmailRefused: boolean;
  /** Quirks §8: one client says the `phone_call` wrapper fails and only the flat form works. */
  phoneCallWrapperFails: boolean;
  /** Quirks §8: some clients upsert by `email`; the reference says only `emails` works. */
  upsertByEmailAccepted: boolean;
  /** Quirks §6: amounts of open and won deals are null instead of "0.0" while a record has no deal. */
  amountsNullWithoutDeals: boolean;
  /** Whether a record that the user may not see answers 404, as if it were not there, or 403. */
  hiddenIsNotFound: boolean;
  /** Quirks §5: whether GET of a record in the recycle bin still answers it (with `is_deleted`), or 404. */
  deletedStillReadable: boolean;
  /** Reference, List All Contacts: rows of a contact view say `partial: true`; no recorded account does. */
  contactViewMarkedPartial: boolean;
  /** Reference, Scroll Leads: its example answers the record of `last_fetched_id` once more; the text and the other examples do not. */
  scrollRepeatsLast: boolean;
  /** Quirks §2: the list of appointments leaves out `meta.total_pages`. */
  appointmentsWithoutTotalPages: boolean;
  /** Quirks §6: deals and contacts carry JWTs under `collaboration` and `fc_widget_collaboration`. */
  tokensInRecords: boolean;
  /** Quirks §6: an hour zone of the account in which instants are written; `UTC` writes `Z`. An IANA name. */
  timeZone: string;
  /** Quirks §6, `deal_price_adjustments`: what is added to the sum of product lines, in percent. The reference's totals hold 10 (8360.0, 8316.0) and 30 (2483.0). */
  priceAdjustmentPercent: number;
}

/** Which of the two products an account is on (quirks §1). */
export type Flavour = 'classic' | 'suite';

/** The switches as real accounts of a flavour behave today. */
export function defaultQuirks(flavour: Flavour): Quirks {
  const suite = flavour === 'suite';
  return {
    ownerIdOnlyWithInclude: true,
    updatedAtStaysForDerived: true,
    silentDropUnknownFields: true,
    silentDropUnknownChoices: true,
    customFieldReplacedWhole: true,
    statusIgnoredUnlessIncluded: true,
    noAllDealsView: suite,
    filterPastUpcomingReturnsAll: true,
    lastContactedWithoutZone: true,
    messageAsString: false,
    localisedMessages: null,
    localisedViewNames: null,
    legacyValidation500: false,
    emptyEmailRefused: true,
    phoneCallWrapperFails: false,
    upsertByEmailAccepted: false,
    amountsNullWithoutDeals: suite,
    hiddenIsNotFound: false,
    deletedStillReadable: true,
    contactViewMarkedPartial: false,
    scrollRepeatsLast: false,
    appointmentsWithoutTotalPages: true,
    tokensInRecords: true,
    timeZone: suite ? 'America/New_York' : 'UTC',
    priceAdjustmentPercent: 0,
  };
}
