import type { FieldsAnswer } from '../../../shared/entities/field-configuration.ts';
import { ENTITY_KINDS } from '../../../shared/entities/kinds.ts';
import type { Kind } from '../../../shared/entities/kind.ts';
import { idOf, type RawRecord } from '../../../shared/entities/record.ts';
import { teamUserSchema, type TeamUser } from '../../../shared/entities/user.ts';
import type { ViewFilter } from '../../../shared/entities/view-filter.ts';
import { BULK_MAX } from '../../../shared/limits.ts';
import { AppError } from '../../../shared/errors.ts';
import { listReader, recordReader, rowsReader, type ListAnswer, type RecordAnswer } from '../answers.ts';
import type { Caller, CallOptions } from '../call.ts';
import { fields, filters, type FieldsOptions } from './configuration.ts';
import { documentAssociations, type FilesAnswer } from './files.ts';
import type { Id, IncludeOptions, ScrollOptions, ViewOptions } from './options.ts';
import {
  bulkResultReader,
  readDeleted,
  readQueuedJob,
  type BulkResult,
  type Deleted,
  type QueuedJob,
} from './simple-answers.ts';

/** By which field, of which value, `upsert` finds a record: `id` or a unique field (reference: Upsert; `emails`, not `email`). */
export interface UniqueIdentifier {
  readonly field: string;
  readonly value: Id;
}

export interface TeamMember extends RawRecord {
  readonly user_id: Id;
  readonly designation_id: Id | null;
  /** Set to take the user out of the team. */
  readonly _destroy?: true;
}

/** What the four mirrored kinds have in common (reference: Leads, Contacts, Accounts, Deals). Fields go by the API's names. */
export interface RecordKindOperations {
  create(record: RawRecord, options?: IncludeOptions): Promise<RecordAnswer>;
  get(id: Id, options?: IncludeOptions): Promise<RecordAnswer>;
  filters(options?: CallOptions): Promise<readonly ViewFilter[]>;
  /** A page of a view. */
  view(viewId: Id, options?: ViewOptions): Promise<ListAnswer>;
  /** The next records of a view by ascending id; `meta.has_next_page` tells whether there are more. */
  scroll(viewId: Id, options?: ScrollOptions): Promise<ListAnswer>;
  /** Sends the fields that changed. Maps and lists replace what is there: send them whole (quirks §8). */
  update(id: Id, changes: RawRecord, options?: IncludeOptions): Promise<RecordAnswer>;
  manageTeamMembers(
    id: Id,
    members: readonly TeamMember[],
    options?: CallOptions,
  ): Promise<ListAnswer<TeamUser>>;
  /** Updates the record that has the identifier, or creates one. */
  upsert(identifier: UniqueIdentifier, record: RawRecord, options?: IncludeOptions): Promise<RecordAnswer>;
  /** At most 100 at a time (reference: Bulk Upsert). */
  bulkUpsert(
    items: readonly (UniqueIdentifier & { readonly data: RawRecord })[],
    options?: CallOptions,
  ): Promise<QueuedJob>;
  /** Copies a record, with `changes` in place of its own values where given. */
  clone(id: Id, changes?: RawRecord, options?: IncludeOptions): Promise<RecordAnswer>;
  remove(id: Id, options?: CallOptions): Promise<Deleted>;
  /** Erases a record and all that belongs to it for good. */
  forget(id: Id, options?: CallOptions): Promise<Deleted>;
  bulkDestroy(ids: readonly number[], options?: CallOptions): Promise<BulkResult>;
  fields(options?: FieldsOptions): Promise<FieldsAnswer>;
  documentAssociations(id: Id, options?: CallOptions): Promise<FilesAnswer>;
}

/** Whether an object names a team member. */
export function isTeamMember(member: RawRecord): member is TeamMember {
  return idOf(member, 'user_id') !== null && 'designation_id' in member;
}

function isTeamUser(row: unknown): row is TeamUser {
  return teamUserSchema.safeParse(row).success;
}

export function recordKind(call: Caller, kind: Kind): RecordKindOperations {
  const { singular, schema } = ENTITY_KINDS[kind];
  const root = `/${kind}`;
  const readRecord = recordReader(singular, schema);
  const readList = listReader(kind, schema);
  const readTeam = rowsReader('team_users', teamUserSchema, isTeamUser);
  const including = (options: IncludeOptions | undefined) => [['include', options?.include]] as const;
  return {
    create: (record, options) =>
      call(
        { method: 'POST', path: root, query: including(options), body: { [singular]: record } },
        options,
        readRecord,
      ),
    get: (id, options) =>
      call({ method: 'GET', path: `${root}/${id}`, query: including(options) }, options, readRecord),
    filters: (options) => filters(call, kind, options),
    view(viewId, options) {
      const { perPage, page, sort, sortType, include } = options ?? {};
      const query = [
        ['per_page', perPage],
        ['page', page],
        ['sort', sort],
        ['sort_type', sortType],
        ['include', include],
      ] as const;
      return call({ method: 'GET', path: `${root}/view/${viewId}`, query }, options, readList);
    },
    scroll(viewId, options) {
      const { limit, lastFetchedId, include } = options ?? {};
      const query = [
        ['limit', limit],
        ['last_fetched_id', lastFetchedId],
        ['include', include],
      ] as const;
      return call({ method: 'GET', path: `${root}/scroll/${viewId}`, query }, options, readList);
    },
    update(id, changes, options) {
      const body = { [singular]: changes };
      return call(
        { method: 'PUT', path: `${root}/${id}`, query: including(options), body },
        options,
        readRecord,
      );
    },
    manageTeamMembers(id, members, options) {
      const body = { team_users: members };
      return call({ method: 'POST', path: `${root}/${id}/manage_team_members`, body }, options, readTeam);
    },
    upsert({ field, value }, record, options) {
      const body = { unique_identifier: { [field]: value }, [singular]: record };
      return call(
        { method: 'POST', path: `${root}/upsert`, query: including(options), body },
        options,
        readRecord,
      );
    },
    async bulkUpsert(items, options) {
      if (items.length > BULK_MAX)
        throw new AppError({ code: 'internal', reason: `more than ${BULK_MAX} in one bulk call` });
      const body = { [kind]: items.map(({ field, value, data }) => ({ [field]: value, data })) };
      return call({ method: 'POST', path: `${root}/bulk_upsert`, body }, options, readQueuedJob);
    },
    clone(id, changes, options) {
      const body = changes ? { [singular]: changes } : {};
      return call(
        { method: 'POST', path: `${root}/${id}/clone`, query: including(options), body },
        options,
        readRecord,
      );
    },
    remove: (id, options) => call({ method: 'DELETE', path: `${root}/${id}` }, options, readDeleted),
    forget: (id, options) => call({ method: 'DELETE', path: `${root}/${id}/forget` }, options, readDeleted),
    bulkDestroy: (ids, options) =>
      call(
        { method: 'POST', path: `${root}/bulk_destroy`, body: { selected_ids: ids } },
        options,
        bulkResultReader(kind),
      ),
    fields: (options) => fields(call, kind, options),
    documentAssociations: (id, options) => documentAssociations(call, `${root}/${id}`, options),
  };
}
