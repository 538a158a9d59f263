import { isKind, type Kind } from '../../../shared/entities/kind.ts';
import { idOf, objectsOf } from '../../../shared/entities/record.ts';
import {
  selectorRows,
  SELECTORS,
  type Selector,
  type SelectorRow,
} from '../../../shared/entities/selectors.ts';
import { AppError } from '../../../shared/errors.ts';
import type { ConfigurationEntry } from '../../../shared/store-port.ts';
import { goneBy, unlessAbsent, unlessRefused } from '../absent.ts';
import type { NotesChange } from '../bookmarks.ts';
import type { PullJob } from './job.ts';
import { fieldsOfPiece, kindOfPiece, type Piece } from './pieces.ts';
import { binView, mirrorViews } from './views.ts';

/**
 * Reads one piece of the configuration and stores it. Leads are absent on suite accounts (quirks §1: 404), and any kind may be closed to the
 * key's user (403). One piece at a time, so that it can be spread over the day and never stands in the way of anything.
 * @param believes whether a kind is absent when this says so: one that is here is not given up for a single refusal
 * @returns the kinds the account does not have, as they are known now
 */
export async function readPiece(
  piece: Piece,
  absentKinds: readonly Kind[],
  job: PullJob,
  believes: (kind: Kind, error: AppError) => boolean,
): Promise<readonly Kind[]> {
  const { entries, change, isAbsent } = await read(piece, job, believes);
  const kind = kindOfPiece(piece);
  const absent =
    kind === null || !piece.startsWith('filters')
      ? absentKinds
      : [...absentKinds.filter((other) => other !== kind), ...(isAbsent ? [kind] : [])];
  await job.store.call('store.putConfiguration', { entries, absentKinds: [...absent], at: job.now() });
  const notes = job.notebook.notes().configuration;
  const known = Object.fromEntries(
    entries.flatMap(({ key, value }) =>
      key.startsWith('selector:')
        ? [[key.slice('selector:'.length), selectorRows(value).map(({ id }) => id)]]
        : [],
    ),
  );
  await job.notebook.apply(
    {},
    {
      ...change,
      configuration: {
        ...notes,
        readAt: { ...notes.readAt, [piece]: job.now() },
        known: { ...notes.known, ...known },
      },
    },
  );
  return absent;
}

interface Read {
  readonly entries: ConfigurationEntry[];
  readonly change: NotesChange;
  readonly isAbsent: boolean;
}

async function read(
  piece: Piece,
  job: PullJob,
  believes: (kind: Kind, error: AppError) => boolean,
): Promise<Read> {
  const configured = fieldsOfPiece(piece);
  if (configured !== null) {
    const asked = job.crm.fields(configured, job.call());
    const fields = await (isKind(configured) ? unlessAbsent(asked) : unlessRefused(asked));
    return { entries: fields ? [{ key: piece, value: fields }] : [], change: {}, isAbsent: fields === null };
  }
  const kind = kindOfPiece(piece);
  if (kind === null) return readSelector(selectorOf(piece), job);
  const filters = await job.crm.filters(kind, job.call()).catch((error: unknown) => {
    if (error instanceof AppError && goneBy(error) !== null && believes(kind, error)) return null;
    throw error;
  });
  if (filters === null) return { entries: [], change: {}, isAbsent: true };
  const notes = job.notebook.notes().kinds[kind];
  return {
    entries: [{ key: piece, value: filters }],
    change: {
      kinds: { [kind]: { ...notes, viewIds: mirrorViews(kind, filters), binViewId: binView(filters) } },
    },
    isAbsent: false,
  };
}

function selectorOf(piece: Piece): Selector {
  const found = SELECTORS.find((selector) => piece === `selector:${selector}`);
  if (found === undefined) throw new AppError({ code: 'internal', reason: `no such piece: ${piece}` });
  return found;
}

async function readSelector(selector: Selector, job: PullJob): Promise<Read> {
  const rows = await unlessAbsent(job.crm.selector(selector, job.call()));
  const entries: ConfigurationEntry[] = [];
  if (rows !== null) {
    entries.push({ key: `selector:${selector}`, value: rows });
    if (selector === 'deal_pipelines')
      entries.push({ key: 'selector:deal_stages', value: await stagesOf(rows, job) });
  }
  return { entries, change: {}, isAbsent: rows === null };
}

/** The stages of all pipelines, each with its `deal_pipeline_id`: embedded in the pipelines (quirks §4), or asked for one by one. */
async function stagesOf(pipelines: readonly SelectorRow[], job: PullJob): Promise<readonly SelectorRow[]> {
  const stages: SelectorRow[] = [];
  for (const pipeline of pipelines) {
    const embedded = objectsOf(pipeline, 'deal_stages');
    const rows =
      embedded.length > 0
        ? selectorRows(embedded)
        : ((await unlessAbsent(job.crm.stagesOfPipeline(pipeline.id, job.call()))) ?? []);
    stages.push(
      ...rows.map((row) => ({ ...row, deal_pipeline_id: idOf(row, 'deal_pipeline_id') ?? pipeline.id })),
    );
  }
  return stages;
}
