import type { Kind } from '../../../shared/entities/kind.ts';
import { idOf, objectsOf } from '../../../shared/entities/record.ts';
import { invalid } from '../failure.ts';
import { MODEL_OF_KIND } from '../kinds.ts';
import { route, type Route } from '../router.ts';
import { targetKey } from '../state/indexes.ts';
import type { Row } from '../state/row.ts';
import { idOfCall, ok, type Answer, type Call, type World } from '../world.ts';
import { objectBody } from './bodies.ts';
import { writable } from './reading.ts';

/** `POST <kind>/{id}/manage_team_members`: adds, changes and, with `_destroy`, removes members (reference: Update Lead Team). */
function manage(kind: Kind, call: Call, world: World): Answer {
  const record = writable(kind, idOfCall(call), world);
  const body = objectBody(call);
  if (!Array.isArray(body['team_users'])) throw invalid('missing', 'team_users');
  const model = MODEL_OF_KIND[kind];
  const members = (): Row[] => world.store.table('team_members').find('target', targetKey(model, record.id));
  for (const entry of objectsOf(body, 'team_users')) {
    const user = idOf(entry, 'user_id');
    if (user === null || world.store.get('users', user) === undefined) throw invalid('invalid', 'User');
    const member = members().find((row) => row['user_id'] === user);
    if (entry['_destroy'] === true) {
      if (member !== undefined) world.store.erase('team_members', member.id);
      continue;
    }
    const designation = idOf(entry, 'designation_id');
    if (designation === null || world.store.get('designations', designation) === undefined)
      throw invalid('invalid', 'Designation');
    const now = world.now();
    if (member !== undefined)
      world.store.patch('team_members', member, { designation_id: designation, updated_at: now });
    else {
      world.store.add('team_members', {
        targetable_type: model,
        targetable_id: record.id,
        user_id: user,
        designation_id: designation,
        created_at: now,
        updated_at: now,
      });
    }
  }
  const team = members().map((row) => ({
    entity_id: row['targetable_id'],
    user_id: row['user_id'],
    designation_id: row['designation_id'],
    created_at: world.instant(row['created_at']),
    updated_at: world.instant(row['updated_at']),
  }));
  return ok({ team_users: team });
}

/** The path of the team of a kind. */
export function teamRoutes(kind: Kind): Route[] {
  return [route('POST', `${kind}/{id}/manage_team_members`, (call, world) => manage(kind, call, world))];
}
