import type { Kind } from '../../../../shared/entities/kind.ts';
import type { IdentifiedRecord } from '../../../../shared/entities/record.ts';
import type { CrmForSync } from '../../ports.ts';

/** A CRM that asks the same thing once: for looking at many units of one bulk call in one step. */
export interface Memo {
  readonly crm: CrmForSync;
  /** Lets a record be known without asking for it. */
  know(kind: Kind, record: IdentifiedRecord): void;
  /** How many records were asked for one by one. */
  asked(): number;
}

export function memoOf(crm: CrmForSync): Memo {
  const answers = new Map<string, Promise<unknown>>();
  let asked = 0;
  const once = <T>(key: string, ask: () => Promise<T>): Promise<T> => {
    const known = answers.get(key) as Promise<T> | undefined;
    if (known !== undefined) return known;
    const answer = ask();
    answers.set(key, answer);
    // What was refused may be asked for again.
    answer.catch(() => answers.delete(key));
    return answer;
  };
  return {
    know: (kind, record) =>
      void answers.set(`get ${kind} ${record.id}`, Promise.resolve({ record, drifted: [], sideloads: {} })),
    asked: () => asked,
    crm: {
      ...crm,
      get: (kind, id, call) =>
        once(`get ${kind} ${id}`, () => {
          asked += 1;
          return crm.get(kind, id, call);
        }),
      view: (kind, viewId, page, call) =>
        once(`view ${kind} ${viewId} ${page.page} ${page.sort}`, () => crm.view(kind, viewId, page, call)),
      job: (id, call) => once(`job ${id}`, () => crm.job(id, call)),
    },
  };
}
