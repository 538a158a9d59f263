import { describe, expect, it } from 'vitest';
import type { NewEdit } from '../../../shared/edits/edit.ts';
import type { RecordKind } from '../../../shared/entities/kind.ts';
import { AppError } from '../../../shared/errors.ts';
import { parseJson } from '../../../shared/json.ts';
import { existing } from './cases.ts';
import { failFirstWrite, openWorld, type World } from './harness.ts';

function update(kind: RecordKind, id: number, fields: Record<string, unknown>): NewEdit {
  return { target: { kind, id }, operation: { type: 'update', fields } };
}

function create(kind: RecordKind, fields: Record<string, unknown>): NewEdit {
  return { target: { kind, id: null }, operation: { type: 'create', fields } };
}

function person(name: string, mail = `${name.toLowerCase()}@example.test`): NewEdit {
  return create('contacts', { last_name: name, emails: [{ value: mail, is_primary: true }] });
}

function named(world: World, kind: 'contacts' | 'leads', name: string): number[] {
  return world.admin.ids(kind).filter((id) => world.admin.read(kind, id)?.['last_name'] === name);
}

function bodies(world: World): unknown[] {
  return world.writes().map(({ body }) => (body?.type === 'json' ? parseJson(body.text) : null));
}

async function states(world: World): Promise<string[]> {
  return (await world.outbox()).map(({ edit }) => edit.state.name);
}

describe('before something is sent', () => {
  it('reads the record, and keeps what somebody else has changed in it', async () => {
    const world = await openWorld();
    const id = await existing(world, 'contacts');
    await world.edit(update('contacts', id, { job_title: 'Buyer' }));
    world.admin.update('contacts', id, { city: 'Lyon' });
    await world.drain();
    expect(world.admin.read('contacts', id)).toMatchObject({ job_title: 'Buyer', city: 'Lyon' });
    expect(bodies(world)).toEqual([{ contact: { job_title: 'Buyer' } }]);
  });

  it('sends nothing where the same field was changed on both sides', async () => {
    const world = await openWorld();
    const id = await existing(world, 'contacts');
    await world.edit(update('contacts', id, { job_title: 'Buyer' }));
    await world.clock.advance(1_000);
    world.admin.update('contacts', id, { job_title: 'Driver' });
    await world.drain();
    expect(world.writes()).toEqual([]);
    const [conflict] = await world.conflicts();
    expect(conflict?.conflict.what).toMatchObject({
      kind: 'fields',
      fields: { job_title: { mine: 'Buyer', theirs: 'Driver' } },
    });
  });

  it('sends nothing where the server has it already', async () => {
    const world = await openWorld();
    const id = await existing(world, 'contacts');
    await world.edit(update('contacts', id, { job_title: 'Buyer' }));
    await world.clock.advance(1_000);
    world.admin.update('contacts', id, { job_title: 'Buyer' });
    await world.drain();
    expect({ writes: world.writes(), states: await states(world) }).toEqual({ writes: [], states: [] });
  });

  it.each(['soft', 'hard'] as const)('keeps the edits of a record that is gone (%s)', async (how) => {
    const world = await openWorld();
    const id = await existing(world, 'contacts');
    await world.edit(update('contacts', id, { job_title: 'Buyer' }));
    world.admin.delete('contacts', id, how);
    await world.drain();
    const [conflict] = await world.conflicts();
    expect(conflict?.conflict.what).toEqual({ kind: 'gone-there', reason: 'deleted' });
    expect({ writes: world.writes(), states: await states(world) }).toEqual({
      writes: [],
      states: ['queued'],
    });
  });

  it('asks before it deletes what was changed there since', async () => {
    const world = await openWorld();
    const id = await existing(world, 'contacts');
    await world.edit({
      target: { kind: 'contacts', id },
      operation: { type: 'delete', withContactsAndDeals: false },
    });
    await world.clock.advance(1_000);
    world.admin.update('contacts', id, { job_title: 'Driver' });
    await world.drain();
    expect(world.writes()).toEqual([]);
    expect((await world.conflicts())[0]?.conflict.what.kind).toBe('deleted-here');
  });

  it('writes whole maps and lists, merged on what is there now', async () => {
    const world = await openWorld({ flavour: 'suite' });
    const id = await existing(world, 'contacts');
    await world.edit(update('contacts', id, { tags: ['old', 'mine'] }));
    await world.clock.advance(1_000);
    world.admin.update('contacts', id, { tags: ['old', 'theirs'] });
    await world.drain();
    expect([...(world.admin.read('contacts', id)?.['tags'] as string[])].sort()).toEqual([
      'mine',
      'old',
      'theirs',
    ]);
  });
});

describe('what is sent', () => {
  it('goes in the order of its dependencies, with the ids that the server gave', async () => {
    const world = await openWorld();
    const [account] = await world.edit(create('sales_accounts', { name: 'Acme' }));
    const [contact] = await world.edit(
      create('contacts', {
        last_name: 'Cho',
        emails: [{ value: 'cho@example.test', is_primary: true }],
        sales_accounts: [{ id: account?.id, is_primary: true }],
      }),
    );
    await world.edit(
      create('deals', {
        name: 'Ten drills',
        amount: '100',
        sales_account_id: account?.id,
        contacts: [{ id: contact?.id }],
      }),
      create('notes', { description: 'Hello', targetable_type: 'Contact', targetable_id: contact?.id }),
    );
    await world.drain();
    const [cho] = named(world, 'contacts', 'Cho');
    const [deal] = world.admin.ids('deals');
    const [note] = world.admin.ids('notes');
    expect(world.admin.read('deals', deal ?? 0)).toMatchObject({
      sales_account_id: world.admin.ids('sales_accounts')[0],
      contact_ids: [cho],
    });
    expect(world.admin.read('notes', note ?? 0)).toMatchObject({
      targetable_type: 'Contact',
      targetable_id: cho,
    });
    expect(JSON.stringify(bodies(world))).not.toContain('-1000');
    expect(await states(world)).toEqual([]);
    expect(world.learned[0]).toBe(world.admin.me);
  });

  it('shows at the record what the server did not take', async () => {
    const world = await openWorld();
    const id = await existing(world, 'contacts');
    await world.edit(update('contacts', id, { 'custom_field.cf_nowhere': 'lost', job_title: 'Buyer' }));
    await world.drain();
    const entry = (await world.journal()).find(({ event }) => event === 'not-taken');
    expect(entry?.detail).toBe('custom_field.cf_nowhere');
  });

  it('makes two records of two equal edits, also where the first ended unsure', async () => {
    const world = await openWorld();
    const account = await existing(world, 'sales_accounts');
    const deal = create('deals', { name: 'Twin', amount: '5', sales_account_id: account });
    await world.edit(deal);
    await world.edit(deal);
    failFirstWrite(world, { kind: 'drop-after' });
    await world.drain();
    expect(world.admin.count('deals')).toBe(2);
    expect(await states(world)).toEqual([]);
  });

  it('is never an empty request', async () => {
    const world = await openWorld();
    const id = await existing(world, 'deals');
    const contact = await existing(world, 'contacts');
    await world.edit(update('deals', id, { contacts: [{ id: contact }] }));
    await world.clock.advance(1_000);
    world.admin.update('deals', id, { contact_ids: [contact] });
    await world.drain();
    expect({ writes: world.writes(), states: await states(world) }).toEqual({ writes: [], states: [] });
  });
});

describe('what the server refuses', () => {
  it('is shown, also where a record that is to be deleted does not show to this user any more', async () => {
    const world = await openWorld();
    const id = await existing(world, 'contacts');
    await world.edit({
      target: { kind: 'contacts', id },
      operation: { type: 'delete', withContactsAndDeals: false },
    });
    world.admin.setHidden('contacts', id, true);
    await world.drain();
    const [entry] = await world.outbox();
    expect(entry?.edit.state).toMatchObject({ name: 'parked', error: { code: 'forbidden' } });
    expect(world.writes()).toEqual([]);
  });

  it('parks with its reason; what depends on it waits, and everything else goes on', async () => {
    const world = await openWorld();
    world.admin.insert('contacts', { last_name: 'There', email: 'there@example.test' });
    const [refused] = await world.edit(person('Twin', 'there@example.test'));
    await world.edit(
      create('notes', { description: 'Hi', targetable_type: 'Contact', targetable_id: refused?.id }),
      person('Other'),
    );
    await world.drain();
    expect(await states(world)).toEqual(['parked', 'queued']);
    const [parked] = await world.outbox();
    expect(parked?.edit.state).toMatchObject({ error: { code: 'validation' } });
    expect(named(world, 'contacts', 'Other')).toHaveLength(1);
    expect(named(world, 'contacts', 'Twin')).toEqual([]);
  });

  it('goes again once the rep has mended it', async () => {
    const world = await openWorld();
    world.admin.insert('contacts', { last_name: 'There', email: 'there@example.test' });
    const [target] = await world.edit(person('Twin', 'there@example.test'));
    await world.drain();
    await world.edit(
      update('contacts', target?.id ?? 0, { emails: [{ value: 'mine@example.test', is_primary: true }] }),
    );
    await world.drain();
    expect(await states(world)).toEqual([]);
    expect(named(world, 'contacts', 'Twin')).toHaveLength(1);
  });

  it('is taken for done where it is this very record that is there', async () => {
    const world = await openWorld();
    await world.edit(person('Late'));
    failFirstWrite(world, { kind: 'drop-after' });
    // The lists that would show it are not to be had until the second sending.
    const { fault } = world;
    world.fault = (request) => {
      if (request.path.includes('/contacts/view/') && world.writes().length === 1)
        return { kind: 'status', status: 500 };
      return fault(request);
    };
    await world.drain();
    const outbox = await world.outbox();
    if (outbox.length > 0) {
      await world.store.ui['outbox.answer']({ editId: outbox[0]?.edit.id ?? '', recordId: null });
      await world.drain();
    }
    expect(await states(world)).toEqual([]);
    expect(named(world, 'contacts', 'Late')).toHaveLength(1);
  });

  it('gives up after eight tries without an answer', async () => {
    const world = await openWorld();
    await world.edit(person('Never'));
    world.fault = ({ effect }) => (effect === 'write' ? { kind: 'drop-before' } : null);
    await world.drain();
    expect((await world.outbox())[0]?.edit.state).toMatchObject({
      name: 'parked',
      error: { code: 'gave-up', attempts: 8 },
    });
    expect(world.writes()).toHaveLength(8);
  });
});

describe('what concerns the whole engine', () => {
  it.each([
    { name: 'a refused key', fault: { kind: 'status', status: 401 } as const, code: 'auth' },
    { name: 'no network', fault: { kind: 'offline' } as const, code: 'network' },
    { name: 'the limit', fault: { kind: 'status', status: 429 } as const, code: 'rate-limited' },
  ])('is told of $name, and nothing is lost or counted', async ({ fault, code }) => {
    const world = await openWorld();
    const id = await existing(world, 'contacts');
    await world.edit(update('contacts', id, { job_title: 'Buyer' }), person('New'));
    world.fault = () => fault;
    for (let turn = 0; turn < 10; turn++)
      await expect(world.pusher.step(new AbortController().signal)).rejects.toMatchObject({ info: { code } });
    world.fault = ({ effect }) => (effect === 'write' ? fault : null);
    for (let turn = 0; turn < 10; turn++)
      await expect(world.pusher.step(new AbortController().signal)).rejects.toMatchObject({ info: { code } });
    expect((await world.outbox()).map(({ edit }) => [edit.state.name, edit.attempts])).toEqual([
      ['queued', 0],
      ['queued', 0],
    ]);
    world.fault = () => null;
    await world.drain();
    expect(await states(world)).toEqual([]);
    expect(named(world, 'contacts', 'New')).toHaveLength(1);
  });

  it('stops before anything is read when it is told to', async () => {
    const world = await openWorld();
    await world.edit(person('New'));
    const stop = new AbortController();
    stop.abort();
    await expect(world.pusher.step(stop.signal)).rejects.toMatchObject({ info: { code: 'cancelled' } });
    expect(world.transport.requests).toEqual([]);
  });

  it('lets a request that is on its way end unsure when it is given up', async () => {
    const world = await openWorld();
    await world.edit(person('New'));
    const stop = new AbortController();
    world.fault = ({ effect }) => {
      if (effect === 'write') stop.abort();
      return effect === 'write' ? { kind: 'drop-after' } : null;
    };
    await world.pusher.step(stop.signal);
    expect(await states(world)).toEqual(['unsure']);
    world.fault = () => null;
    await world.restart();
    await world.drain();
    expect(named(world, 'contacts', 'New')).toHaveLength(1);
  });
});

describe('an engine that ends', () => {
  it.each(['drop-before', 'drop-after'] as const)(
    'while something is being sent (%s) leaves it unsure, and the next one finds out',
    async (kind) => {
      const world = await openWorld();
      await world.edit(person('New'));
      failFirstWrite(world, { kind });
      // The store goes away before it can write down what became of it.
      const call = world.sync.call.bind(world.sync);
      Object.assign(world.sync, {
        call: (name: 'outbox.settle', input: never) =>
          name === 'outbox.settle'
            ? Promise.reject(new AppError({ code: 'store-unavailable', reason: 'gone' }))
            : call(name, input),
      });
      await expect(world.pusher.step(new AbortController().signal)).rejects.toMatchObject({
        info: { code: 'store-unavailable' },
      });
      Object.assign(world.sync, { call });
      expect(await states(world)).toEqual(['sending']);
      await world.restart();
      expect(await states(world)).toEqual(['unsure']);
      await world.drain();
      expect(named(world, 'contacts', 'New')).toHaveLength(1);
      expect(await states(world)).toEqual([]);
    },
  );
});

describe('a disk that is full', () => {
  /** Lets a call of the store fail once: before it is done, or after. */
  function failOnce(world: World, name: string, isDone: boolean): void {
    const call = world.sync.call.bind(world.sync);
    let isOver = false;
    Object.assign(world.sync, {
      async call(asked: 'outbox.settle', input: never) {
        if (asked !== name || isOver) return call(asked, input);
        isOver = true;
        if (isDone) await call(asked, input);
        throw new AppError({ code: 'storage', reason: 'full' });
      },
    });
  }

  it.each([
    ['outbox.settle', false],
    ['outbox.settle', true],
    ['outbox.begin', false],
    ['outbox.begin', true],
  ] as const)('when %s is called leaves nothing as being sent (%s)', async (name, isDone) => {
    const world = await openWorld();
    await world.edit(person('New'));
    failOnce(world, name, isDone);
    await world.drain();
    expect(world.errors).toEqual([{ code: 'storage', reason: 'full' }]);
    expect(await states(world)).toEqual([]);
    expect(named(world, 'contacts', 'New')).toHaveLength(1);
  });
});

describe('an unsure making', () => {
  async function unsure(edit: NewEdit): Promise<World> {
    const world = await openWorld();
    await world.edit(edit);
    failFirstWrite(world, { kind: 'drop-after' });
    await world.pusher.step(new AbortController().signal);
    expect(await states(world)).toEqual(['unsure']);
    return world;
  }

  it('is found though somebody has changed it since', async () => {
    const world = await changedMeanwhile();
    world.learned.push(world.admin.me);
    await world.drain();
    expect(world.admin.count('contacts')).toBe(1);
    expect(await states(world)).toEqual([]);
  });

  it('is asked about when somebody has changed it and it may be a colleague’s, as nobody knows yet who this user is', async () => {
    const world = await changedMeanwhile();
    await world.drain();
    expect(world.admin.count('contacts')).toBe(1);
    expect(await states(world)).toEqual(['question']);
  });

  async function changedMeanwhile(): Promise<World> {
    const world = await unsure(person('New'));
    await world.clock.advance(60_000);
    world.admin.update('contacts', named(world, 'contacts', 'New')[0] ?? 0, {
      job_title: 'Boss',
      last_name: 'Newer',
    });
    return world;
  }

  it('is not made again where it comes while it is being looked for', async () => {
    const world = await openWorld();
    await world.edit(
      create('deals', {
        name: 'New',
        amount: '500',
        sales_account_id: await existing(world, 'sales_accounts'),
      }),
    );
    failFirstWrite(world, { kind: 'acts-later', ms: 80_000 });
    await world.pusher.step(new AbortController().signal);
    await world.clock.advance(50_000);
    const view = world.crm.view.bind(world.crm);
    let looks = 0;
    Object.assign(world.crm, {
      view: async (...asked: Parameters<typeof view>) => {
        const answer = await view(...asked);
        looks += 1;
        if (looks === 1) await world.clock.advance(60_000);
        return answer;
      },
    });
    await world.drain();
    expect(world.admin.count('deals')).toBe(1);
    expect(await states(world)).toEqual([]);
  });

  it('is not made again though somebody has deleted it since', async () => {
    const world = await unsure(person('New'));
    await world.clock.advance(60_000);
    world.admin.delete('contacts', named(world, 'contacts', 'New')[0] ?? 0);
    await world.drain();
    expect(world.admin.count('contacts')).toBe(0);
    expect(await states(world)).toEqual([]);
  });

  it('of a call with somebody new is not done again though who was made with it has been deleted', async () => {
    const world = await unsure(
      create('phone_calls', {
        call_direction: true,
        targetable_type: 'lead',
        targetable: { last_name: 'Caller', mobile_number: '+46711000031' },
        note: { description: 'Wants a quote' },
      }),
    );
    await world.clock.advance(1_000);
    world.admin.delete('leads', named(world, 'leads', 'Caller')[0] ?? 0);
    await world.drain();
    expect(world.writes()).toHaveLength(1);
    expect(await states(world)).toEqual([]);
  });

  it('is not taken for an older record of the same content', async () => {
    const world = await openWorld();
    const account = await existing(world, 'sales_accounts');
    world.admin.insert('deals', { name: 'Twin', amount: '5', sales_account_id: account });
    await world.clock.advance(60_000);
    await world.edit(create('deals', { name: 'Twin', amount: '5', sales_account_id: account }));
    failFirstWrite(world, { kind: 'drop-before' });
    await world.drain();
    expect(world.admin.count('deals')).toBe(2);
  });

  it('is asked about where there are two that it may be', async () => {
    const world = await openWorld();
    const account = await existing(world, 'sales_accounts');
    await world.edit(create('deals', { name: 'Twin', amount: '5', sales_account_id: account }));
    failFirstWrite(world, { kind: 'drop-after' });
    await world.pusher.step(new AbortController().signal);
    world.admin.insert('deals', { name: 'Twin', amount: '5', sales_account_id: account });
    await world.drain();
    const [entry] = await world.outbox();
    const state = entry?.edit.state;
    expect(state?.name === 'question' && state.candidates.map(({ title }) => title)).toEqual([
      'Twin',
      'Twin',
    ]);
  });

  it('is not resent while the server may still act', async () => {
    const world = await openWorld();
    const account = await existing(world, 'sales_accounts');
    await world.edit(create('deals', { name: 'Slow', amount: '5', sales_account_id: account }));
    failFirstWrite(world, { kind: 'acts-later', ms: 85_000 });
    await world.drain();
    await world.clock.advance(120_000);
    expect(world.admin.count('deals')).toBe(1);
    expect(world.writes()).toHaveLength(1);
  });
});
