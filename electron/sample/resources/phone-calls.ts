import { idOf } from '../../../shared/entities/record.ts';
import type { Body } from '../attributes.ts';
import { invalid, notFound, Refusal } from '../failure.ts';
import { lowerModel, modelOf, tableOf, type Model } from '../kinds.ts';
import { presentNote } from '../present/record.ts';
import { route, type Route } from '../router.ts';
import { displayName, primaryEmail } from '../rows.ts';
import { objectIn } from '../save/draft.ts';
import { createRecord } from '../save/record.ts';
import type { Row } from '../state/row.ts';
import { ok, type Answer, type Call, type World } from '../world.ts';
import { contacted, objectBody } from './bodies.ts';
import { addNote } from './notes.ts';

/** The reference's examples have keys with trailing blanks ("note ", "work_number "); they count as if they had none. */
function trimmed(body: Body): Body {
  return Object.fromEntries(
    Object.entries(body).map(([key, value]) => [
      key.trim(),
      typeof value === 'object' && value !== null && !Array.isArray(value) ? trimmed(value as Body) : value,
    ]),
  );
}

/** The call of a request: wrapped as the reference has it, or flat with `call_notes` (quirks §8). */
function callIn(call: Call, world: World): Body {
  const body = trimmed(objectBody(call));
  const inner = objectIn(body, 'phone_call');
  if (inner !== null && world.quirks.phoneCallWrapperFails)
    throw new Refusal(500, [{ key: 'wrapperString' }]);
  return inner ?? body;
}

const KIND_OF_MODEL = {
  Lead: 'leads',
  Contact: 'contacts',
  SalesAccount: 'sales_accounts',
  Deal: 'deals',
} as const;

/** Whom the call was with: somebody known by id, or a new record (reference: Create a manual call log for a new lead). */
function targetOf(model: Exclude<Model, 'Product'>, body: Body, world: World): Row {
  const given = objectIn(body, 'targetable') ?? {};
  const id = idOf(given, 'id') ?? idOf(body, 'targetable_id');
  if (id === null) return createRecord(KIND_OF_MODEL[model], given, world);
  const row = world.store.get(tableOf(model), id);
  if (row === undefined || row['is_deleted'] === true) throw notFound();
  return row;
}

function noteIn(body: Body): unknown {
  const note = body['note'];
  if (typeof note === 'object' && note !== null) return (note as Body)['description'] ?? '';
  return note ?? body['call_notes'];
}

/** `POST phone_calls` (reference: Manual Call Log). */
function create(call: Call, world: World): Answer {
  const body = callIn(call, world);
  const incoming = body['call_direction'];
  if (incoming === undefined || incoming === null) throw invalid('blank', 'Call direction');
  const model = modelOf(body['targetable_type']);
  if (model === null || model === 'Product' || (model === 'Lead' && world.flavour === 'suite'))
    throw invalid('invalid', 'Targetable type');
  const row = targetOf(model, body, world);
  const target = { targetable_type: model, targetable_id: row.id };
  const text = noteIn(body);
  const note = text === undefined || text === null ? null : addNote(text, target, world);
  const now = world.now();
  const isIncoming = incoming === true || incoming === 'true';
  const log = world.store.add('phone_calls', {
    ...target,
    call_direction: isIncoming,
    conversation_time: now,
    note_id: note?.id ?? null,
    creater_id: world.me,
  });
  contacted(target, 'Phone call', now, world);
  const me = world.store.get('users', world.me);
  return ok({
    [tableOf(model)]: [{ partial: true, id: row.id }],
    phone_numbers: [],
    phone_callers: [],
    notes: note === null ? [] : [presentNote(note, world)],
    user:
      me === undefined
        ? []
        : [{ id: me.id, display_name: me['display_name'], email: me['email'], is_active: true }],
    targetables: [{ id: row.id, display_name: displayName(row), email: primaryEmail(row) }],
    phone_calls: {
      id: log.id,
      call_duration: null,
      call_direction: isIncoming,
      recording_duration: null,
      status: isIncoming ? 'incoming' : 'outgoing',
      recording: null,
      conversation_time: world.instant(now),
      cost: 0,
      is_manual: true,
      targetable: { type: lowerModel(model), id: row.id },
      phone_number_id: null,
      phone_caller_id: null,
      note_id: note?.id ?? null,
    },
  });
}

/** The path of phone calls. */
export const phoneCallRoutes: readonly Route[] = [route('POST', 'phone_calls', create)];
