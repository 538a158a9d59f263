import type { Kind } from '../../../../shared/entities/kind.ts';
import { idOf, objectsOf, type RawRecord } from '../../../../shared/entities/record.ts';
import { checkTarget } from '../check.ts';
import { callOf, checkedBody, done, type OperationOf, type Strategy } from '../job.ts';
import { probeTarget } from '../probe/target.ts';

type Members = OperationOf<'team'>['members'];

/** Members with a designation go whole; a server would refuse one without. */
function written(members: Members): RawRecord[] {
  return members.map(({ user_id, designation_id, _destroy }) => ({
    user_id,
    ...(designation_id === null ? {} : { designation_id }),
    ...(_destroy === true ? { _destroy } : {}),
  }));
}

/** Who was asked for and is not in the answer, or was to go and is. */
function untaken(
  members: Members,
  team: readonly RawRecord[],
): Record<string, { asked: unknown; got: unknown }> {
  const users = new Set(team.map((row) => idOf(row, 'user_id')));
  const isAsked = members.every(({ user_id, _destroy }) => users.has(user_id) === (_destroy !== true));
  return isAsked ? {} : { team_users: { asked: members, got: team } };
}

/**
 * Whether a record shows the team as asked. It shows the users alone, so a designation is taken for done with its user; to ask for it once more would do no harm either, as the
 * operation sets and does not add.
 */
function hasTeam(members: Members, record: RawRecord): boolean {
  const ids = record['team_user_ids'];
  const users = new Set(Array.isArray(ids) ? ids.map(Number) : []);
  if (!Array.isArray(ids) && 'team_user_ids' in record === false) return false;
  return members.every(({ user_id, _destroy }) => users.has(user_id) === (_destroy !== true));
}

/** Changes who is in a record's team (reference: Update Lead Team). */
export function teamOf(kind: Kind): Strategy<'team'> {
  return {
    check: checkTarget,
    async send({ unit, operation, context }) {
      const { target } = unit.edit;
      const { team_users } = checkedBody({ team_users: written(operation.members) });
      const asked = objectsOf({ team_users }, 'team_users');
      const team = await context.crm.team(kind, target.id, asked, callOf(context));
      const record = {
        id: target.id,
        team_user_ids: team.map((row) => idOf(row, 'user_id')),
        team_users: team,
      };
      return done({
        records: [{ kind, localId: null, record }],
        dropped: untaken(operation.members, team),
      });
    },
    probe: (job) => probeTarget(job, (record) => hasTeam(job.operation.members, record)),
  };
}
