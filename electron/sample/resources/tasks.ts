import { idOf, objectsOf, textOf } from '../../../shared/entities/record.ts';
import { readAttributes, type Attribute, type Body } from '../attributes.ts';
import { DAY_MS } from '../dates.ts';
import { invalid, notFound } from '../failure.ts';
import { pageOf, slicePage } from '../listing.ts';
import { besideTasks, presentTask } from '../present/tasks.ts';
import { route, type Route } from '../router.ts';
import type { Row } from '../state/row.ts';
import { idOfCall, ok, type Answer, type Call, type World } from '../world.ts';
import { targetableIn, wrapped } from './bodies.ts';

const ATTRIBUTES: Readonly<Record<string, Attribute>> = {
  title: { type: 'text' },
  description: { type: 'text' },
  due_date: { type: 'instant' },
  owner_id: { type: 'reference', table: 'users' },
  outcome_id: { type: 'choice', table: 'sales_activity_outcomes' },
  task_type_id: { type: 'choice', table: 'sales_activity_entity_types' },
};

/** Collaborators: those sent are added, those with `_destroy` removed (reference: `task_users_attributes`). */
function collaborators(body: Body, before: readonly number[], world: World): number[] {
  const ids = new Set(before);
  for (const entry of objectsOf(body, 'task_users_attributes')) {
    const user = idOf(entry, 'user_id');
    if (user === null || world.store.get('users', user) === undefined) throw invalid('invalid', 'User');
    if (entry['_destroy'] === true) ids.delete(user);
    else ids.add(user);
  }
  return [...ids];
}

/** 0 for open, 1 for completed; the reference's table calls it a boolean, its examples send numbers. */
function statusIn(body: Body, before: unknown): number {
  const status = body['status'];
  if (status === undefined || status === null) return Number(before ?? 0);
  return status === 1 || status === true || status === '1' || status === 'true' ? 1 : 0;
}

/** The task's values after a request. @throws Refusal 400 when a mandatory one is missing (reference: Tasks, marks *) */
function valuesOf(body: Body, before: Row | null, world: World): Record<string, unknown> {
  const target = targetableIn(body, world) ?? {};
  const status = statusIn(body, before?.['status']);
  const users = Array.isArray(before?.['user_ids']) ? (before['user_ids'] as number[]) : [];
  const values: Record<string, unknown> = {
    ...before,
    ...readAttributes(body, ATTRIBUTES, world),
    ...target,
    status,
    user_ids: collaborators(body, users, world),
    updated_at: world.now(),
  };
  values['completed_date'] = status === 0 ? null : (values['completed_date'] ?? world.now());
  if (textOf(values, 'title') === null) throw invalid('blank', 'Title');
  for (const [key, label] of [
    ['due_date', 'Due date'],
    ['owner_id', 'Owner'],
    ['targetable_id', 'Targetable'],
  ] as const) {
    if (values[key] === undefined || values[key] === null) throw invalid('blank', label);
  }
  return values;
}

function taskOf(call: Call, world: World): Row {
  const task = world.store.get('tasks', idOfCall(call));
  if (task === undefined) throw notFound();
  return task;
}

const NOTHING: ReadonlySet<string> = new Set();
const USERS: ReadonlySet<string> = new Set(['users']);

/** Answers 201, as real accounts do (quirks §8). */
function create(call: Call, world: World): Answer {
  const values = valuesOf(wrapped(call, 'task'), null, world);
  const task = world.store.add('tasks', {
    ...values,
    created_at: world.now(),
    creater_id: world.me,
    updater_id: null,
  });
  return { status: 201, body: { task: presentTask(task, NOTHING, world) } };
}

function update(call: Call, world: World): Answer {
  const task = taskOf(call, world);
  const next: Row = { ...valuesOf(wrapped(call, 'task'), task, world), id: task.id, updater_id: world.me };
  world.store.put('tasks', next);
  return ok({ ...besideTasks([next], USERS, world), task: presentTask(next, USERS, world) });
}

function destroy(call: Call, world: World): Answer {
  const task = taskOf(call, world);
  world.store.erase('tasks', task.id);
  return ok({ task: presentTask(task, NOTHING, world) });
}

function view(call: Call, world: World): Answer {
  const task = taskOf(call, world);
  return ok({ ...besideTasks([task], call.includes, world), task: presentTask(task, call.includes, world) });
}

/** The tests of the filters (reference: List All Tasks). Days are those of the account's zone. */
function filterOf(name: string, world: World): ((task: Row) => boolean) | null {
  const day = (ms: unknown): string => world.instant(ms)?.slice(0, 10) ?? '';
  const open = (task: Row): boolean => task['status'] === 0;
  const [now, today, tomorrow] = [world.now(), day(world.now()), day(world.now() + DAY_MS)];
  switch (name.replaceAll('_', ' ').toLowerCase()) {
    case 'open':
      return open;
    case 'due today':
      return (task) => open(task) && day(task['due_date']) === today;
    case 'due tomorrow':
      return (task) => open(task) && day(task['due_date']) === tomorrow;
    case 'overdue':
      return (task) => open(task) && Number(task['due_date']) < now;
    case 'completed':
      return (task) => !open(task);
    default:
      return null;
  }
}

/** `GET tasks?filter=…`: the user's own tasks and those he works on, by due date; one filter is mandatory. */
function list(call: Call, world: World): Answer {
  const name = call.query.get('filter');
  const filter = name === null ? null : filterOf(name, world);
  if (filter === null) throw invalid('missing', 'filter');
  const isMine = (task: Row): boolean =>
    task['owner_id'] === world.me || (Array.isArray(task['user_ids']) && task['user_ids'].includes(world.me));
  const tasks = world.store
    .table('tasks')
    .all()
    .filter((task) => isMine(task) && filter(task));
  tasks.sort((a, b) => Number(a['due_date']) - Number(b['due_date']) || a.id - b.id);
  const page = slicePage(tasks, pageOf(call));
  return ok({
    ...besideTasks(page, call.includes, world),
    tasks: page.map((task) => presentTask(task, call.includes, world)),
    meta: { total: tasks.length },
  });
}

/** The paths of tasks. */
export const taskRoutes: readonly Route[] = [
  route('POST', 'tasks', create),
  route('GET', 'tasks', list),
  route('GET', 'tasks/{id}', view),
  route('PUT', 'tasks/{id}', update),
  route('DELETE', 'tasks/{id}', destroy),
];
