import { memoryLog } from '../../../electron/log/memory-log.ts';
import { createNotebook } from '../../../electron/sync/notebook.ts';
import type { PullJob } from '../../../electron/sync/pull/job.ts';
import type { Kind } from '../../../shared/entities/kind.ts';
import { fakeCrm, type FakeCrm } from '../fake-crm.ts';
import { fakeStore, type FakeStore } from '../fake-store.ts';
import { START } from '../world.ts';

export interface PullWorld {
  readonly crm: FakeCrm;
  readonly store: FakeStore;
  readonly job: PullJob;
  /** The same store, as an engine finds it that starts anew. */
  restarted(): PullJob;
  clock: { now: number };
}

/** What reading works with, over a CRM and a store in memory. Everything of the mirrored kinds is here already. */
export function pullWorld(size: Partial<Record<Kind, number>> = {}): PullWorld {
  const crm = fakeCrm(size);
  const store = fakeStore();
  const clock = { now: START };
  for (const kind of ['leads', 'contacts', 'sales_accounts', 'deals'] as const) {
    for (const record of crm.records[kind]) store.records[kind].set(record.id, record);
  }
  const jobOf = (): PullJob => ({
    crm,
    store: store.client,
    notebook: createNotebook(store.client, store.state()),
    log: memoryLog(),
    now: () => clock.now,
    serverNow: () => clock.now,
    call: () => ({ lane: 'background', signal: new AbortController().signal }),
  });
  return { crm, store, job: jobOf(), restarted: jobOf, clock };
}
