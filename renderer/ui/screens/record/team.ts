import { idOf, objectsOf, type RawRecord } from '../../../../shared/entities/record.ts';

/** Somebody of a record's team. */
export interface TeamMember {
  readonly userId: number;
  /** What he does in it; null where that is not known, as records tell the users alone (quirks §6). */
  readonly designationId: number | null;
}

/**
 * Who is in a record's team. What tells the users of every record is `team_user_ids`; `team_users` is there only after the team was changed, and may be
 * older.
 */
export function teamOf(record: RawRecord): readonly TeamMember[] {
  const told = objectsOf(record, 'team_users').flatMap((row): TeamMember[] => {
    const userId = idOf(row, 'user_id');
    return userId === null ? [] : [{ userId, designationId: idOf(row, 'designation_id') }];
  });
  if (!('team_user_ids' in record)) return told;
  const ids = Array.isArray(record['team_user_ids']) ? record['team_user_ids'] : [];
  return ids.flatMap((id: unknown): TeamMember[] => {
    const userId = idOf({ id }, 'id');
    if (userId === null) return [];
    return [told.find((member) => member.userId === userId) ?? { userId, designationId: null }];
  });
}
