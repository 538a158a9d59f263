import { z } from 'zod';
import type { Fields } from '../../../../shared/edits/edit.ts';
import { idOf, textOf, type RawRecord } from '../../../../shared/entities/record.ts';
import { targetsOf } from '../../../../shared/entities/target.ts';
import { isKind } from '../../../../shared/entities/kind.ts';
import { parseInstant } from '../../../../shared/time.ts';
import { touchedOf } from '../../lib/kept-form.svelte.ts';
import { instantOf, wallOf } from '../../lib/zoned.ts';
import { entitiesSchema, entityKey, type Entity } from '../appointment/entity.ts';
import { aboutFields } from '../compose/targets.ts';

/** What a task's form holds. */
export interface TaskDraft {
  readonly title: string;
  /** As `datetime-local` has it, in the rep's zone. */
  readonly due: string;
  readonly description: string;
  /** The id of the owner as text; empty for none. */
  readonly owner: string;
  /** Users. */
  readonly collaborators: readonly Entity[];
  /** One record, or none. */
  readonly about: readonly Entity[];
}

/** What was typed into it. */
export const typedTaskSchema: z.ZodType<Partial<TaskDraft>> = touchedOf({
  title: z.string(),
  due: z.string(),
  description: z.string(),
  owner: z.string(),
  collaborators: entitiesSchema,
  about: entitiesSchema,
});

/** What a form shows of a task that nothing was typed into. */
export function taskDraftOf(
  task: RawRecord,
  zone: string,
  nameOfUser: (id: number) => string,
  nameOfRecord: (kind: Entity['kind'], id: number) => string,
): TaskDraft {
  const dueAt = parseInstant(task['due_date']);
  const users = Array.isArray(task['user_ids']) ? task['user_ids'] : [];
  const [about] = targetsOf(task);
  return {
    title: textOf(task, 'title') ?? '',
    due: dueAt === null ? '' : wallOf(dueAt, zone),
    description: textOf(task, 'description') ?? '',
    owner: String(idOf(task, 'owner_id') ?? ''),
    collaborators: users.flatMap((user: unknown): Entity[] => {
      const id = idOf({ user }, 'user');
      return id === null ? [] : [{ kind: 'users', id, title: nameOfUser(id), detail: '' }];
    }),
    about:
      about && isKind(about.kind)
        ? [{ kind: about.kind, id: about.id, title: nameOfRecord(about.kind, about.id), detail: '' }]
        : [],
  };
}

/** The fields that a form changes, in the shape in which records show them; what was typed and taken back is none. */
export function taskChanges(typed: Partial<TaskDraft>, shown: TaskDraft, zone: string): Fields {
  const fields: Fields = {};
  const isChanged = (key: 'title' | 'due' | 'description' | 'owner'): boolean =>
    typed[key] !== undefined && typed[key] !== shown[key];
  if (isChanged('title')) fields['title'] = typed.title?.trim() ?? '';
  if (isChanged('due')) {
    const at = instantOf(typed.due ?? '', zone);
    fields['due_date'] = at === null ? null : new Date(at).toISOString();
  }
  if (isChanged('description')) fields['description'] = typed.description?.trim() || null;
  if (isChanged('owner')) fields['owner_id'] = typed.owner === '' ? null : Number(typed.owner);
  if (typed.collaborators && keys(typed.collaborators) !== keys(shown.collaborators))
    fields['user_ids'] = typed.collaborators.map(({ id }) => id);
  if (typed.about && keys(typed.about) !== keys(shown.about)) Object.assign(fields, aboutOf(typed.about[0]));
  return fields;
}

const keys = (entities: readonly Entity[]): string => entities.map(entityKey).join();

function aboutOf(entity: Entity | undefined): Fields {
  return entity && entity.kind !== 'users'
    ? aboutFields({ kind: entity.kind, id: entity.id })
    : { targetable_type: null, targetable_id: null };
}
