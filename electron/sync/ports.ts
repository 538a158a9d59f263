import type { FieldsAnswer } from '../../shared/entities/field-configuration.ts';
import type { Kind } from '../../shared/entities/kind.ts';
import type { IdentifiedRecord } from '../../shared/entities/record.ts';
import type { Selector, SelectorRow } from '../../shared/entities/selectors.ts';
import type { ViewFilter } from '../../shared/entities/view-filter.ts';

/** A page of a scroll (reference: Scroll). */
export interface ScrollPage {
  readonly records: readonly IdentifiedRecord[];
  /** How many of the page's records did not fit the documented shape. Those with an id are among `records` all the same. */
  readonly drifted: number;
  /** The server's `meta.last_fetched_id`; null where it gave none. */
  readonly lastFetchedId: number | null;
  /** The server's `meta.has_next_page`; null where it gave none. */
  readonly hasNextPage: boolean | null;
}

/** What the engine needs of the CRM. Every call rejects with `AppError`. */
export interface CrmForSync {
  filters(kind: Kind, signal: AbortSignal): Promise<readonly ViewFilter[]>;
  /** How many records a view holds, or null where the server does not say. */
  count(kind: Kind, viewId: number, signal: AbortSignal): Promise<number | null>;
  scroll(
    kind: Kind,
    viewId: number,
    page: {
      readonly limit: number;
      readonly lastFetchedId: number | null;
      readonly include: readonly string[];
    },
    signal: AbortSignal,
  ): Promise<ScrollPage>;
  selector(selector: Selector, signal: AbortSignal): Promise<readonly SelectorRow[]>;
  stagesOfPipeline(pipelineId: number, signal: AbortSignal): Promise<readonly SelectorRow[]>;
  fields(kind: Kind, signal: AbortSignal): Promise<FieldsAnswer>;
}

/** What the engine tells of the calls it made. */
export interface CallCount {
  lastHour(): number;
  /** The account's limit and what is left of it, as the CRM last said; null where it did not. */
  limit(): number | null;
  remaining(): number | null;
}
