import { KINDS, type Kind } from '../../shared/entities/kind.ts';
import { idOf, objectsOf } from '../../shared/entities/record.ts';
import { SELECTORS, selectorRows, type SelectorRow } from '../../shared/entities/selectors.ts';
import type { ViewFilter } from '../../shared/entities/view-filter.ts';
import { AppError, type ErrorCode } from '../../shared/errors.ts';
import type { ConfigurationEntry } from '../../shared/store-port.ts';
import type { CrmForSync } from './ports.ts';

/** The account's configuration as it is stored, and the kinds the account does not have. */
export interface Configuration {
  readonly entries: readonly ConfigurationEntry[];
  readonly absentKinds: readonly Kind[];
  /** The views of each kind, which are among the entries too. */
  readonly filters: ReadonlyMap<Kind, readonly ViewFilter[]>;
}

/** Errors that say "this account, or this user, does not have that": the rest of the configuration goes on. */
const ABSENT: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['not-found', 'forbidden']);

async function unlessAbsent<T>(wanted: Promise<T>): Promise<T | null> {
  try {
    return await wanted;
  } catch (error) {
    if (error instanceof AppError && ABSENT.has(error.info.code)) return null;
    throw error;
  }
}

/**
 * Reads the whole configuration: views and fields of each kind, then the selectors. Leads are absent on suite accounts (quirks §1: 404), and any
 * kind may be closed to the key's user (403). Calls are made one after the other: the account's limit is by the minute too (quirks §3).
 */
export async function readConfiguration(crm: CrmForSync, signal: AbortSignal): Promise<Configuration> {
  const entries: ConfigurationEntry[] = [];
  const absentKinds: Kind[] = [];
  const views = new Map<Kind, readonly ViewFilter[]>();
  for (const kind of KINDS) {
    const filters = await unlessAbsent(crm.filters(kind, signal));
    if (!filters) {
      absentKinds.push(kind);
      continue;
    }
    views.set(kind, filters);
    entries.push({ key: `filters:${kind}`, value: filters });
    const fields = await unlessAbsent(crm.fields(kind, signal));
    if (fields) entries.push({ key: `fields:${kind}`, value: fields });
  }
  for (const selector of SELECTORS) {
    // The stages of all pipelines come with the pipelines; the selector knows only the default one's (reference: Configuration).
    if (selector === 'deal_stages') continue;
    const rows = await unlessAbsent(crm.selector(selector, signal));
    if (!rows) continue;
    entries.push({ key: `selector:${selector}`, value: rows });
    if (selector === 'deal_pipelines') {
      entries.push({ key: 'selector:deal_stages', value: await stagesOf(rows, crm, signal) });
    }
  }
  return { entries, absentKinds, filters: views };
}

/** The stages of all pipelines, each with its `deal_pipeline_id`: embedded in the pipelines (quirks §4), or asked for one by one. */
async function stagesOf(
  pipelines: readonly SelectorRow[],
  crm: CrmForSync,
  signal: AbortSignal,
): Promise<readonly SelectorRow[]> {
  const stages: SelectorRow[] = [];
  for (const pipeline of pipelines) {
    const embedded = objectsOf(pipeline, 'deal_stages');
    const rows =
      embedded.length > 0
        ? selectorRows(embedded)
        : ((await unlessAbsent(crm.stagesOfPipeline(pipeline.id, signal))) ?? []);
    stages.push(
      ...rows.map((row) => ({ ...row, deal_pipeline_id: idOf(row, 'deal_pipeline_id') ?? pipeline.id })),
    );
  }
  return stages;
}
