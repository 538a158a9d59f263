import type { Admin } from '../../electron/sample/admin.ts';
import type { FaultPlan } from '../../electron/sample/faults.ts';

/** The answer to the first lead that is made is lost, and a colleague makes the same one: which is whose, only the rep can say. */
export function twinOfFirstLead(admin: Admin): FaultPlan {
  const before = new Set(admin.ids('leads'));
  let isMade = false;
  let hasTwin = false;
  return (request) => {
    if (isMade && !hasTwin) {
      hasTwin = true;
      for (const row of admin.rows('leads').filter(({ id }) => !before.has(id))) {
        const { id: _, ...values } = row;
        admin.insert('leads', values);
      }
    }
    if (isMade || request.method !== 'POST' || !/\/leads$/.test(request.path)) return null;
    isMade = true;
    return { kind: 'drop-after' };
  };
}
