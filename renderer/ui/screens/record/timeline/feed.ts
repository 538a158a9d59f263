import type { Activity } from '../../../../../shared/entities/activity.ts';
import { idOf, objectOf, objectsOf, textOf, type RawRecord } from '../../../../../shared/entities/record.ts';
import { refKey, type RecordKind, type RecordRef } from '../../../../../shared/entities/kind.ts';
import { kindOfModel } from '../../../../../shared/entities/target.ts';
import type { Detail } from '../../../../../shared/store-port.ts';
import { parseInstant } from '../../../../../shared/time.ts';
import { isMarkup } from '../../../lib/plain-text.ts';

/** What happened to a record, as the CRM's own timeline tells it (reference: List all Activities; quirks §6). */
export interface Happening {
  readonly key: string;
  readonly type: HappeningType;
  /** As the CRM names it: `EMAIL_REPLIED`. Names change and new ones come. */
  readonly name: string;
  readonly at: number | null;
  readonly userId: number | null;
  /** What was said or seen, where it tells: a subject, a description, a stage. It may be the markup of a mail. */
  readonly text: string | null;
  /** Where something moved to. */
  readonly stage: string | null;
  /** What it happened to, where that is another record than the one at hand. */
  readonly target: (RecordRef & { readonly title: string | null }) | null;
  /** The note, task, appointment, call or activity that it tells of; null for other things. */
  readonly about: RecordRef | null;
}

export type HappeningType =
  'note' | 'task' | 'appointment' | 'call' | 'activity' | 'mail' | 'stage' | 'other';

const KIND_OF_ACTIONABLE: Readonly<Record<string, RecordKind>> = {
  note: 'notes',
  task: 'tasks',
  appointment: 'appointments',
  salesactivity: 'sales_activities',
  sales_activity: 'sales_activities',
  phonecall: 'phone_calls',
  phone_call: 'phone_calls',
};

/** Names begin with what they are about; the first that fits counts. */
const TYPES: readonly (readonly [pattern: RegExp, type: HappeningType])[] = [
  [/STAGE/, 'stage'],
  [/NOTE/, 'note'],
  [/TASK/, 'task'],
  [/APPOINTMENT|MEETING/, 'appointment'],
  [/PHONE|CALL/, 'call'],
  [/SALES_?ACTIVITY/, 'activity'],
  [/E-?MAIL/, 'mail'],
];

/** Reads the timeline of a record out of its details; entries that cannot be read are left out. Null where it was not read yet. */
export function feedOf(
  details: readonly Detail[],
  own: RecordRef,
): { readonly happenings: readonly Happening[]; readonly at: number } | null {
  const detail = details.find(({ part }) => part === 'timeline');
  if (!detail) return null;
  return {
    happenings: objectsOf({ rows: detail.value }, 'rows').flatMap((row) => happeningIn(row, own)),
    at: detail.at,
  };
}

function happeningIn(row: RawRecord | Activity, own: RecordRef): Happening[] {
  const name = textOf(row, 'action_type');
  if (name === null) return [];
  const data = objectOf(row, 'action_data');
  const words = data === null ? textOf(row, 'action_data') : wordsOf(data);
  const kind = kindOfModel(textOf(row, 'targetable_type'));
  const id = idOf(row, 'targetable_id');
  const target = kind === null || id === null ? null : { kind, id };
  const aboutKind = KIND_OF_ACTIONABLE[(textOf(row, 'actionable_type') ?? '').toLowerCase()];
  const aboutId = idOf(row, 'actionable_id');
  return [
    {
      key: textOf(row, 'composite_id') ?? `${name}:${String(row['created_at'])}`,
      type: TYPES.find(([pattern]) => pattern.test(name.toUpperCase()))?.[1] ?? 'other',
      name,
      at: parseInstant(row['created_at']),
      userId: idOf(row, 'user_id'),
      text: words,
      stage: data === null ? null : textOf(data, 'stage_name'),
      target:
        target === null || refKey(target) === refKey(own)
          ? null
          : { ...target, title: textOf(row, 'targetable_name') },
      about: aboutKind === undefined || aboutId === null ? null : { kind: aboutKind, id: aboutId },
    },
  ];
}

function wordsOf(data: RawRecord): string | null {
  const parts = ['subject', 'title', 'name', 'description', 'notes'].flatMap(
    (key) => textOf(data, key) ?? [],
  );
  const told = [...new Set(parts)];
  if (told.length === 0) return null;
  // A subject in words before a mail in markup.
  return told.some(isMarkup) ? told.map(asMarkup).join('<br>') : told.join('\n');
}

function asMarkup(text: string): string {
  return isMarkup(text) ? text : text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
