import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PullJob } from '../../../electron/sync/pull/job.ts';
import { answerMass, firstSweep, sweepStep } from '../../../electron/sync/pull/sweep.ts';
import { AppError } from '../../../shared/errors.ts';
import { ALL_VIEW } from '../fake-crm.ts';
import { pullWorld, type PullWorld } from './pull-job.ts';

const KIND = 'contacts';

/** Sweeps to the end; a new engine goes on after each step where `restarting`. */
async function sweep(
  w: PullWorld,
  viewIds: readonly number[] = [ALL_VIEW],
  restarting = false,
): Promise<PullJob> {
  let { job } = w;
  await job.notebook.apply(
    {},
    {
      kinds: {
        [KIND]: { ...job.notebook.notes().kinds[KIND], sweep: firstSweep(viewIds, false, w.clock.now) },
      },
    },
  );
  for (let n = 0; n < 2_000; n += 1) {
    const { sweep: under } = job.notebook.notes().kinds[KIND];
    if (under === null) return job;
    await sweepStep(KIND, under, job);
    if (restarting) job = w.restarted();
  }
  throw new Error('a sweep without an end');
}

const here = (w: PullWorld): number[] => [...w.store.records[KIND].keys()].sort((a, b) => a - b);
const there = (w: PullWorld): number[] => w.crm.records[KIND].map(({ id }) => id).sort((a, b) => a - b);

describe('a sweep', () => {
  it('proves that both sides have the same records, in a call a page', async () => {
    const w = pullWorld({ contacts: 250 });
    const job = await sweep(w);
    expect(w.crm.calls).toHaveLength(3);
    expect(job.notebook.notes().kinds[KIND]).toMatchObject({ provedAt: w.clock.now, sweptAt: w.clock.now });
    expect(w.store.journal.map(({ event }) => event)).toEqual(['swept']);
  });

  it('leaves both sides alike, whatever came, went and changed, and wherever it was interrupted', async () => {
    const gone = fc.uniqueArray(fc.nat({ max: 249 }), { maxLength: 60 });
    const come = fc.uniqueArray(fc.integer({ min: 1, max: 2_500 }), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(gone, come, fc.boolean(), fc.boolean(), async (lost, added, restarting, isUnion) => {
        const w = pullWorld({ contacts: 250 });
        w.crm.records[KIND] = w.crm.records[KIND].filter((_, n) => !lost.includes(n));
        for (const id of added) {
          if (!there(w).includes(id)) w.crm.records[KIND].push({ id, name: 'new' });
        }
        // Two views that both have everything are a union as well.
        const job = await sweep(w, isUnion ? [ALL_VIEW, ALL_VIEW] : [ALL_VIEW], restarting);
        const { mass } = job.notebook.notes().kinds[KIND];
        if (mass === null) expect(here(w)).toEqual(there(w));
        else expect(lost.length).toBeGreaterThan(50);
      }),
      { numRuns: 60 },
    );
  });

  it('takes a record for gone only when it was asked for by itself', async () => {
    const w = pullWorld({ contacts: 250 });
    const [hidden] = w.crm.records[KIND].splice(120, 1);
    if (hidden === undefined) throw new Error('no contact');
    // It is in no view, and it is there.
    const { get } = w.crm;
    w.crm.get = (kind, id, call) =>
      id === hidden.id
        ? Promise.resolve({ record: hidden, drifted: [], sideloads: {} })
        : get(kind, id, call);
    await sweep(w);
    expect(here(w)).toContain(hidden.id);
  });

  it('takes one that this user may not see any more away', async () => {
    const w = pullWorld({ contacts: 250 });
    const [hidden] = w.crm.records[KIND].splice(120, 1);
    w.crm.get = () => Promise.reject(new AppError({ code: 'forbidden', messages: [] }));
    await sweep(w);
    expect(here(w)).not.toContain(hidden?.id);
  });

  it('reads a page again that is suddenly empty, and believes neither', async () => {
    const w = pullWorld({ contacts: 250 });
    const { scroll } = w.crm;
    let empty = 1;
    w.crm.scroll = async (...given) => {
      const page = await scroll(...given);
      if (empty-- > 0) return { ...page, records: [], lastFetchedId: null, hasNextPage: false };
      return page;
    };
    await sweep(w);
    expect(here(w)).toEqual(there(w));
  });

  it('asks the user when more than a fifth, and more than fifty, are gone', async () => {
    const w = pullWorld({ contacts: 250 });
    w.crm.records[KIND].splice(100, 60);
    const job = await sweep(w);
    expect(here(w)).toHaveLength(250);
    const { mass, provedAt } = job.notebook.notes().kinds[KIND];
    expect(mass).toMatchObject({ of: 250 });
    expect(mass?.ids).toHaveLength(60);
    expect(provedAt).toBeNull();
    await answerMass(KIND, true, job);
    expect(here(w)).toEqual(there(w));
    expect(job.notebook.notes().kinds[KIND].mass).toBeNull();
  });

  it('keeps everything when the user says so, and asks again the next time', async () => {
    const w = pullWorld({ contacts: 250 });
    w.crm.records[KIND].splice(0, 250);
    const job = await sweep(w);
    await answerMass(KIND, false, job);
    expect(here(w)).toHaveLength(250);
    expect(job.notebook.notes().kinds[KIND].mass).toBeNull();
    const again = await sweep({ ...w, job });
    expect(again.notebook.notes().kinds[KIND].mass?.ids).toHaveLength(250);
  });

  it('forgets a question that has answered itself', async () => {
    const w = pullWorld({ contacts: 250 });
    const all = [...w.crm.records[KIND]];
    w.crm.records[KIND].splice(0, 250);
    const job = await sweep(w);
    w.crm.records[KIND].push(...all);
    const again = await sweep({ ...w, job });
    expect(again.notebook.notes().kinds[KIND].mass).toBeNull();
    expect(here(w)).toHaveLength(250);
  });

  it('does not ask for each of many that are gone, where they are few among all', async () => {
    const w = pullWorld({ contacts: 1_000 });
    w.crm.records[KIND].splice(200, 90);
    await sweep(w);
    expect(here(w)).toEqual(there(w));
    // Some are tried, each twice.
    expect(w.crm.calls.filter((call) => call.startsWith('get')).length).toBeLessThanOrEqual(6);
  });
});
