import type { RawRecord } from '../../../shared/entities/record.ts';
import { taskSchema } from '../../../shared/entities/task.ts';
import type { ListAnswer } from '../answers.ts';
import type { Caller } from '../call.ts';
import type { Id, PageOptions } from './options.ts';
import { filteredList, plainKind, type PlainKindOperations } from './plain-kind.ts';

export interface TaskWrite extends RawRecord {
  title?: string;
  description?: string | null;
  due_date?: string;
  owner_id?: Id;
  targetable_id?: Id;
  targetable_type?: 'Lead' | 'Contact' | 'SalesAccount' | 'Deal';
  /** 0 open, 1 done. */
  status?: 0 | 1;
  outcome_id?: Id | null;
  task_type_id?: Id | null;
  /** The collaborators. */
  task_users_attributes?: readonly { readonly user_id: Id; readonly _destroy?: true }[];
}

/** The lists the server knows; exactly one is asked for at a time (reference: List All Tasks; quirks §2). */
export type TaskFilter = 'open' | 'due today' | 'due tomorrow' | 'overdue' | 'completed';

/** Tasks (reference: Tasks). */
export interface TaskOperations extends PlainKindOperations<TaskWrite> {
  list(filter: TaskFilter, options?: PageOptions): Promise<ListAnswer>;
}

export function taskOperations(call: Caller): TaskOperations {
  return {
    ...plainKind<TaskWrite>(call, '/tasks', 'task', taskSchema),
    list: filteredList<TaskFilter>(call, '/tasks', 'tasks', taskSchema),
  };
}
