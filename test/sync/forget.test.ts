import { describe, expect, it } from 'vitest';
import type { ErasableRef } from '../../shared/erasure.ts';
import { errorInfoOf } from '../../shared/errors.ts';
import { FIRST_LOCAL_ID } from '../../shared/entities/local-id.ts';
import { update } from '../store/edits.ts';
import { list, recordOf } from '../store/harness.ts';
import { wholeDevice, type WholeDevice } from './whole-device.ts';
import { world } from './world.ts';

function contactOf({ app }: WholeDevice): ErasableRef {
  const [id] = app.admin.ids('contacts');
  if (id === undefined) throw new Error('no contact');
  return { kind: 'contacts', id };
}

/** Asks, and lets everything happen that follows. */
async function forget(d: WholeDevice, ref: ErasableRef) {
  const outcome = d.engine.forget(ref).catch((error: unknown) => errorInfoOf(error));
  await d.pass(5_000);
  return outcome;
}

const isErase = (call: string): boolean => call.startsWith('DELETE') && call.includes('/forget');
const isGet = (call: string): boolean => /^GET .*\/contacts\/\d+\?/.test(call);

describe('erasing a record', () => {
  it('takes it away there and here, with its notes, and says so in the log without its name', async () => {
    const d = await wholeDevice();
    const ref = contactOf(d);
    d.app.admin.insert('notes', {
      description: 'A word',
      targetable_type: 'Contact',
      targetable_id: ref.id,
    });
    d.engine.look(ref);
    await d.pass(30_000);
    const notes = () =>
      list(d.store, 'notes', {
        filters: [{ column: 'targets', op: 'in', values: [`contacts:${ref.id}`] }],
      });
    expect((await notes()).total).toBeGreaterThan(0);
    expect(await forget(d, ref)).toBe('erased');
    expect(d.app.admin.read('contacts', ref.id)).toBeNull();
    expect(await recordOf(d.store, 'contacts', ref.id)).toBeNull();
    expect((await notes()).total).toBe(0);
    const { watchId, value } = await d.store.ui['watch.open']({ type: 'journal', ref, limit: 10 });
    await d.store.ui['watch.close']({ watchId });
    expect(value).toMatchObject({ entries: [{ event: 'sent', operation: 'forget', title: '' }] });
    await d.engine.stop();
  });

  it('is refused without a network, and is not done later', async () => {
    const d = await wholeDevice();
    const ref = contactOf(d);
    d.fault = () => ({ kind: 'offline' });
    expect(await forget(d, ref)).toMatchObject({ code: 'network' });
    // Also while the engine waits for the network.
    expect(await forget(d, ref)).toMatchObject({ code: 'network' });
    d.fault = () => null;
    d.engine.networkChanged();
    await d.pass(10 * 60_000);
    expect(d.app.admin.read('contacts', ref.id)).not.toBeNull();
    expect(await recordOf(d.store, 'contacts', ref.id)).not.toBeNull();
    await d.engine.stop();
  });

  it('is found out about where the answer is lost', async () => {
    const d = await wholeDevice();
    const ref = contactOf(d);
    d.fault = (call) => (isErase(call) ? { kind: 'drop-after' } : null);
    expect(await forget(d, ref)).toBe('erased');
    expect(d.app.admin.read('contacts', ref.id)).toBeNull();
    expect(await recordOf(d.store, 'contacts', ref.id)).toBeNull();
    await d.engine.stop();
  });

  it('tells that the record is still there where the request was lost', async () => {
    const d = await wholeDevice();
    const ref = contactOf(d);
    d.fault = (call) => (isErase(call) ? { kind: 'status', status: 503 } : null);
    expect(await forget(d, ref)).toBe('still-there');
    expect(await recordOf(d.store, 'contacts', ref.id)).not.toBeNull();
    await d.engine.stop();
  });

  it('tells that nobody can say where neither answer comes', async () => {
    const d = await wholeDevice();
    const ref = contactOf(d);
    d.fault = (call) =>
      isErase(call) ? { kind: 'drop-after' } : isGet(call) ? { kind: 'status', status: 503 } : null;
    expect(await forget(d, ref)).toMatchObject({ code: 'unsure' });
    await d.engine.stop();
  });

  it('leaves everything where this user may not', async () => {
    const d = await wholeDevice();
    const ref = contactOf(d);
    d.fault = (call) => (isErase(call) ? { kind: 'status', status: 403 } : null);
    expect(await forget(d, ref)).toMatchObject({ code: 'forbidden' });
    expect(await recordOf(d.store, 'contacts', ref.id)).not.toBeNull();
    // The engine goes on as if nothing had been.
    expect(d.engine.state().phase.name).not.toBe('failed');
    await d.engine.stop();
  });

  it('asks nothing for a record of this device alone', async () => {
    const d = await wholeDevice();
    const before = d.app.admin.calls().length;
    expect(await forget(d, { kind: 'contacts', id: FIRST_LOCAL_ID })).toBe('only-here');
    expect(
      d.app.admin
        .calls()
        .slice(before)
        .some(({ path }) => path.includes('/forget')),
    ).toBe(false);
    await d.engine.stop();
  });

  it('waits for what may be reaching the server', async () => {
    const d = await wholeDevice();
    const ref = contactOf(d);
    d.fault = (call) => (call.startsWith('PUT') ? { kind: 'drop-after' } : null);
    await d.store.ui.edit({ edits: [update('contacts', ref.id, { job_title: 'Erased?' })] });
    d.engine.edited();
    await d.pass(1_000);
    expect(await forget(d, ref)).toBe('changes-on-their-way');
    await d.pass(60_000);
    expect(await forget(d, ref)).toBe('erased');
    await d.engine.stop();
  });

  it('asks the rep about changes that were not sent yet', async () => {
    const d = await wholeDevice();
    const ref = contactOf(d);
    await d.store.ui.edit({ edits: [update('contacts', ref.id, { job_title: 'Not any more' })] });
    // It goes first: the edit is not sent before.
    expect(await forget(d, ref)).toBe('erased');
    const { watchId, value } = await d.store.ui['watch.open']({ type: 'conflicts' });
    await d.store.ui['watch.close']({ watchId });
    expect(value).toMatchObject({
      conflicts: [{ conflict: { target: ref, what: { kind: 'gone-there', reason: 'deleted' } } }],
    });
    await d.engine.stop();
  });
});

describe('an engine that cannot erase now', () => {
  it('refuses before it has begun, and after it has ended', async () => {
    const w = world({ contacts: 3 });
    const engine = w.engine();
    const ref = { kind: 'contacts', id: 1000 } as const;
    await expect(engine.forget(ref)).rejects.toMatchObject({ info: { code: 'store-unavailable' } });
    engine.start(w.store.state());
    await w.clock.advance(0);
    await engine.stop();
    await expect(engine.forget(ref)).rejects.toMatchObject({ info: { code: 'store-unavailable' } });
    expect(w.crm.calls.filter((call) => call.startsWith('forget'))).toEqual([]);
  });

  it('refuses at once where the account’s calls are used up, and where the key is refused', async () => {
    const w = world({ contacts: 3 });
    const engine = w.engine();
    engine.start(w.store.state());
    await w.clock.advance(0);
    w.calls = { ...w.calls, allowedAt: () => w.clock.now() + 60_000 };
    const other = w.engine();
    other.start(w.store.state());
    await w.clock.advance(0);
    await expect(other.forget({ kind: 'contacts', id: 1000 })).rejects.toMatchObject({
      info: { code: 'rate-limited', waitMs: 60_000 },
    });
    w.crm.failures = [{ code: 'auth' }];
    engine.now();
    await w.clock.advance(0);
    await expect(engine.forget({ kind: 'contacts', id: 1000 })).rejects.toMatchObject({
      info: { code: 'auth' },
    });
    await engine.stop();
    await other.stop();
  });

  it('tells who waits when it is stopped or the network goes before it was asked', async () => {
    const w = world({ contacts: 3 });
    const engine = w.engine();
    engine.start(w.store.state());
    await w.clock.advance(0);
    w.crm.failures = [
      { code: 'network', reason: 'offline' },
      { code: 'network', reason: 'offline' },
    ];
    const both = [1000, 1003].map((id) =>
      engine.forget({ kind: 'contacts', id }).catch((error: unknown) => errorInfoOf(error).code),
    );
    await w.clock.advance(0);
    expect(await Promise.all(both)).toEqual(['network', 'network']);
    await w.clock.advance(60 * 60_000);
    expect(w.crm.records.contacts).toHaveLength(3);
    await engine.stop();
  });
});
