import type { Conflict, Fields } from '../../../../shared/edits/edit.ts';
import type { OutboxEntry } from '../../../../shared/store-port.ts';
import { changeSentence } from '../outbox/change-words.ts';
import { fieldText, itemsText, tellingPaths, valueText, type TextContext } from '../outbox/field-text.ts';
import { setChanges, type SetItem } from './set-changes.ts';

/** Whose value each field gets, as far as that is chosen. */
export type Picks = Readonly<Record<string, 'mine' | 'theirs'>>;

/** A value that is going to be sent. */
export interface SentLine {
  readonly path: string;
  readonly label: string;
  readonly text: string;
  /** What Freshsales has now, which it takes the place of. */
  readonly instead: string;
  /** The items of a list, where both sides come together in one. */
  readonly items: readonly SetItem[] | null;
}

/** What becomes of a conflict's record when it is saved as it is chosen now. */
export interface Outcome {
  /** Chosen values that go to Freshsales. */
  readonly sent: readonly SentLine[];
  /** What the rep changed and nobody else did, or came together by itself: it goes along. */
  readonly along: readonly SentLine[];
  /** Other changes of the record that go along, in words. */
  readonly others: readonly string[];
  /** The fields that stay as they are in Freshsales. */
  readonly kept: readonly string[];
  /** The fields that nothing is chosen for yet. */
  readonly open: readonly string[];
}

/** Says before a conflict of fields is decided what will be sent. `entries` are the pending changes of its record. */
export function outcomeOf(
  { target, what }: Pick<Conflict, 'target' | 'what'>,
  picks: Picks,
  entries: readonly OutboxEntry[],
  context: TextContext,
): Outcome {
  const fields = what.kind === 'fields' ? what.fields : {};
  const paths = Object.keys(fields);
  const label = (path: string): string => fieldText(target.kind, path, context.values);
  const line = (path: string, before: unknown, after: unknown, words: TextContext): SentLine => {
    const [old, now] = [before, after].map((value) => itemsText(target.kind, path, value, words));
    return {
      path,
      label: label(path),
      text: valueText(target.kind, path, after, words),
      instead: valueText(target.kind, path, before, words),
      items: old && now ? setChanges(old, now) : null,
    };
  };
  const own = updatesOf(entries);
  return {
    sent: paths
      .filter((path) => picks[path] === 'mine')
      .map((path) => line(path, fields[path]?.theirs, fields[path]?.mine, context)),
    along: tellingPaths(own.fields)
      .filter((path) => !Object.hasOwn(fields, path))
      .map((path) =>
        line(path, own.base[path], own.fields[path], {
          ...context,
          names: { ...context.names, ...own.names },
        }),
      ),
    others: entries
      .filter(({ edit }) => edit.operation.type !== 'update')
      .map((entry) => changeSentence(entry, context)),
    kept: paths.filter((path) => picks[path] === 'theirs').map(label),
    open: paths.filter((path) => picks[path] === undefined).map(label),
  };
}

/** What the updates of one record come to: the last value of each field, and what the first found there. */
function updatesOf(entries: readonly OutboxEntry[]): {
  readonly fields: Fields;
  readonly base: Fields;
  readonly names: OutboxEntry['names'];
} {
  let fields: Fields = {};
  let base: Fields = {};
  let names: OutboxEntry['names'] = {};
  for (const entry of entries) {
    const { operation } = entry.edit;
    if (operation.type !== 'update') continue;
    fields = { ...fields, ...operation.fields };
    base = { ...entry.edit.base, ...base };
    names = { ...names, ...entry.names };
  }
  return { fields, base, names };
}
