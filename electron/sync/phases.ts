import type { SyncState } from '../../shared/sync-state.ts';
import type { RecordRef } from '../../shared/entities/kind.ts';
import type { Task } from './task.ts';

/** How a task is shown. @param isHurried whether a sweep is one the user waits for */
export function phaseOf(task: Task, looked: RecordRef | null, isHurried: boolean): SyncState['phase'] {
  switch (task.do) {
    case 'push':
    case 'forget':
      return { name: 'pushing' };
    case 'configuration':
      return { name: 'configuration' };
    case 'begin':
    case 'mirror':
      return { name: 'mirror', kind: task.kind };
    case 'sweep':
      return { name: isHurried ? 'mirror' : 'pulling', kind: task.kind };
    case 'changes':
    case 'bin':
    case 'answer':
      return { name: 'pulling', kind: task.kind };
    case 'agenda':
    case 'confirm':
      return { name: 'pulling', kind: 'tasks' };
    case 'activities':
      return { name: 'pulling', kind: 'sales_activities' };
    case 'products':
      return { name: 'pulling', kind: 'products' };
    case 'look':
    case 'fill':
    case 'prefetch':
      return { name: 'pulling', kind: looked?.kind ?? 'contacts' };
  }
}
