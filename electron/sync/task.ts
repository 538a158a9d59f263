import type { Kind } from '../../shared/entities/kind.ts';
import type { Piece } from './pull/pieces.ts';

/** The next thing to do: a page, a record, a step; never more, so that what is more important soon has its turn. */
export type Task =
  | { readonly do: 'push' }
  | { readonly do: 'forget' }
  | { readonly do: 'look' }
  | { readonly do: 'fill' }
  | { readonly do: 'configuration'; readonly piece: Piece }
  | { readonly do: 'agenda' }
  | { readonly do: 'confirm' }
  | { readonly do: 'begin'; readonly kind: Kind }
  | { readonly do: 'mirror'; readonly kind: Kind }
  | { readonly do: 'changes'; readonly kind: Kind }
  | { readonly do: 'bin'; readonly kind: Kind }
  | { readonly do: 'sweep'; readonly kind: Kind }
  | { readonly do: 'answer'; readonly kind: Kind }
  | { readonly do: 'activities' }
  | { readonly do: 'products' }
  | { readonly do: 'prefetch' };

/** What reads and changes nothing in the CRM. */
export type ReadingTask = Exclude<Task, { do: 'push' | 'forget' }>;

/** One text for a task, by which failures and wishes are remembered. */
export function taskKey(task: Task): string {
  switch (task.do) {
    case 'configuration':
      return task.piece;
    case 'begin':
    case 'mirror':
    case 'changes':
    case 'bin':
    case 'sweep':
    case 'answer':
      return `${task.do}:${task.kind}`;
    case 'push':
    case 'forget':
    case 'look':
    case 'fill':
    case 'agenda':
    case 'confirm':
    case 'activities':
    case 'products':
    case 'prefetch':
      return task.do;
  }
}
