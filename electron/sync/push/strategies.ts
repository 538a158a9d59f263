import type { RecordKind } from '../../../shared/entities/kind.ts';
import type { Operation } from '../../../shared/edits/edit.ts';
import { assertNever } from '../../../shared/errors.ts';
import type { Unit } from '../../../shared/store-port.ts';
import type { Checked, Job, OperationOf, OperationType, Strategy, Verdict } from './job.ts';
import { attachTo } from './operations/attach.ts';
import { cloneOf } from './operations/clone.ts';
import { convertLead } from './operations/convert.ts';
import { createOf, logCall } from './operations/create.ts';
import { deleteOf } from './operations/delete.ts';
import { restoreOf } from './operations/restore.ts';
import { teamOf } from './operations/team.ts';
import { updateOf } from './operations/update.ts';
import { upsertOf } from './operations/upsert.ts';
import type { Outcome } from './outcome.ts';
import type { PushContext } from './ports.ts';

/** A kind's strategy for each operation; null where the API has no such operation (reference: the kind's own section). */
export type Strategies = {
  readonly [T in OperationType]: Readonly<Record<RecordKind, Strategy<T> | null>>;
};

/** No kind beside the four mirrored ones can be copied, has a team or can be upserted. */
const NONE_OF_THE_OTHERS = {
  tasks: null,
  appointments: null,
  sales_activities: null,
  notes: null,
  phone_calls: null,
  products: null,
  cpq_documents: null,
} as const;

/** THE table: how every operation on every kind is checked, sent and found out about. */
export const STRATEGIES: Strategies = {
  create: {
    leads: createOf('leads'),
    contacts: createOf('contacts'),
    sales_accounts: createOf('sales_accounts'),
    deals: createOf('deals'),
    tasks: createOf('tasks'),
    appointments: createOf('appointments'),
    sales_activities: createOf('sales_activities'),
    notes: createOf('notes'),
    phone_calls: logCall,
    products: createOf('products'),
    cpq_documents: createOf('cpq_documents'),
  },
  update: {
    leads: updateOf('leads'),
    contacts: updateOf('contacts'),
    sales_accounts: updateOf('sales_accounts'),
    deals: updateOf('deals'),
    tasks: updateOf('tasks'),
    appointments: updateOf('appointments'),
    sales_activities: updateOf('sales_activities'),
    notes: updateOf('notes'),
    phone_calls: null,
    products: updateOf('products'),
    cpq_documents: updateOf('cpq_documents'),
  },
  delete: {
    leads: deleteOf('leads'),
    contacts: deleteOf('contacts'),
    sales_accounts: deleteOf('sales_accounts'),
    deals: deleteOf('deals'),
    tasks: deleteOf('tasks'),
    appointments: deleteOf('appointments'),
    sales_activities: deleteOf('sales_activities'),
    notes: deleteOf('notes'),
    phone_calls: null,
    products: deleteOf('products'),
    cpq_documents: deleteOf('cpq_documents'),
  },
  clone: {
    ...NONE_OF_THE_OTHERS,
    leads: cloneOf('leads'),
    contacts: cloneOf('contacts'),
    sales_accounts: cloneOf('sales_accounts'),
    deals: cloneOf('deals'),
  },
  convert: {
    ...NONE_OF_THE_OTHERS,
    leads: convertLead,
    contacts: null,
    sales_accounts: null,
    deals: null,
  },
  team: {
    ...NONE_OF_THE_OTHERS,
    leads: teamOf('leads'),
    contacts: teamOf('contacts'),
    sales_accounts: teamOf('sales_accounts'),
    deals: teamOf('deals'),
  },
  restore: {
    ...NONE_OF_THE_OTHERS,
    leads: null,
    contacts: null,
    sales_accounts: null,
    deals: null,
    products: restoreOf('products'),
    cpq_documents: restoreOf('cpq_documents'),
  },
  upsert: {
    ...NONE_OF_THE_OTHERS,
    leads: upsertOf('leads'),
    contacts: upsertOf('contacts'),
    sales_accounts: upsertOf('sales_accounts'),
    deals: upsertOf('deals'),
  },
  attach: {
    ...NONE_OF_THE_OTHERS,
    leads: attachTo('leads'),
    contacts: attachTo('contacts'),
    sales_accounts: attachTo('sales_accounts'),
    deals: attachTo('deals'),
    products: attachTo('products'),
  },
};

/** A strategy with the unit it is for. */
export interface Plan {
  check(): Promise<Checked>;
  send(): Promise<Outcome>;
  probe(): Promise<Verdict>;
}

/** What is to be done with a unit; null where the API cannot do it. */
export function planOf(unit: Unit, context: PushContext): Plan | null {
  const { kind } = unit.edit.target;
  const { operation } = unit.edit;
  switch (operation.type) {
    case 'create':
      return plan(STRATEGIES.create[kind], { unit, operation, context });
    case 'update':
      return plan(STRATEGIES.update[kind], { unit, operation, context });
    case 'delete':
      return plan(STRATEGIES.delete[kind], { unit, operation, context });
    case 'clone':
      return plan(STRATEGIES.clone[kind], { unit, operation, context });
    case 'convert':
      return plan(STRATEGIES.convert[kind], { unit, operation, context });
    case 'team':
      return plan(STRATEGIES.team[kind], { unit, operation, context });
    case 'restore':
      return plan(STRATEGIES.restore[kind], { unit, operation, context });
    case 'upsert':
      return plan(STRATEGIES.upsert[kind], { unit, operation, context });
    case 'attach':
      return plan(STRATEGIES.attach[kind], { unit, operation, context });
    default:
      return assertNever(operation);
  }
}

function plan<T extends OperationType>(strategy: Strategy<T> | null, job: Job<T>): Plan | null {
  if (strategy === null) return null;
  return {
    check: () => strategy.check(job),
    send: () => strategy.send(job),
    probe: () => strategy.probe(job),
  };
}

/** An operation of a unit, where it is of that type. */
export function operationOf<T extends OperationType>(operation: Operation, type: T): OperationOf<T> | null {
  return isOf(operation, type) ? operation : null;
}

function isOf<T extends OperationType>(operation: Operation, type: T): operation is OperationOf<T> {
  return operation.type === type;
}
