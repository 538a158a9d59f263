import { activitySchema, type Activity } from '../../../shared/entities/activity.ts';
import { RECORD_DEFINITIONS } from '../../../shared/entities/kinds.ts';
import type { Kind } from '../../../shared/entities/kind.ts';
import { objectOf, textOf, type IdentifiedRecord } from '../../../shared/entities/record.ts';
import { PAGE_SIZE } from '../../../shared/limits.ts';
import { isObject, listReader, rowsReader, type ListAnswer } from '../answers.ts';
import type { Caller, CallOptions } from '../call.ts';

export type RelatedPart = 'notes' | 'tasks' | 'appointments';

/** What belongs to a record. The reference has no calls for it but a person's activities; real accounts tell the ways in `links` (quirks §1). */
export interface RelatedOperations {
  /** A page of a record's notes, tasks or appointments. Pages count from 1. */
  list(
    kind: Kind,
    record: IdentifiedRecord,
    part: RelatedPart,
    page: number,
    options?: CallOptions,
  ): Promise<ListAnswer>;
  /** The newest entries of a record's timeline, also of a deal's or an account's (quirks §1, §6). */
  timeline(kind: Kind, record: IdentifiedRecord, options?: CallOptions): Promise<readonly Activity[]>;
}

/** No host: only a link that stays on the account's own is followed. */
const NOWHERE = 'https://links.invalid';

/** The link of a record, as a path with its query; null where it has none that leads to its own server. */
function linkOf(record: IdentifiedRecord, name: string): URL | null {
  const link = textOf(objectOf(record, 'links') ?? {}, name);
  if (link === null || !URL.canParse(link, NOWHERE)) return null;
  const url = new URL(link, NOWHERE);
  return url.origin === NOWHERE ? url : null;
}

function isActivity(row: unknown): row is Activity {
  return isObject(row) && typeof row['composite_id'] === 'string';
}

/** @param basePath `/api` or `/crm/sales/api`; lists of tasks and appointments lie beside it and not below it (quirks §1) */
export function relatedOperations(call: Caller, basePath: string): RelatedOperations {
  const site = basePath.replace(/\/api$/, '');
  const knownWay = (kind: Kind, id: number, part: RelatedPart): URL => {
    const url = new URL(`${part === 'notes' ? basePath : site}/${kind}/${id}/${part}`, NOWHERE);
    const { include } = RECORD_DEFINITIONS[part];
    if (include.length > 0) url.searchParams.set('include', include.join(','));
    return url;
  };
  const readFeed = rowsReader('timeline_feeds', activitySchema, isActivity);
  const readActivities = rowsReader('activities', activitySchema, isActivity);
  return {
    list(kind, record, part, page, options) {
      const url = linkOf(record, part) ?? knownWay(kind, record.id, part);
      url.searchParams.set('page', String(page));
      url.searchParams.set('per_page', String(PAGE_SIZE));
      const path = url.pathname + url.search;
      const read = listReader(part, RECORD_DEFINITIONS[part].schema);
      return call({ method: 'GET', path, fromRoot: true }, options, read);
    },
    async timeline(kind, record, options) {
      const link = linkOf(record, 'timeline_feeds');
      const path = link ? link.pathname + link.search : `${basePath}/${kind}/${record.id}/timeline_feeds`;
      const { records } = await call({ method: 'GET', path, fromRoot: true }, options, (answer, effect) =>
        isObject(answer) && Array.isArray(answer['activities'])
          ? readActivities(answer, effect)
          : readFeed(answer, effect),
      );
      return records;
    },
  };
}
