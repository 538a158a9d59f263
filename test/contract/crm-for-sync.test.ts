import { describe, expect, it } from 'vitest';
import { createCrmClient } from '../../electron/crm/client.ts';
import { crmForSync } from '../../electron/crm-for-sync.ts';
import { createSampleApp, type SampleOptions } from '../../electron/sample/app.ts';
import type { Flavour } from '../../electron/sample/quirks.ts';
import type { TableName } from '../../electron/sample/state/row.ts';
import { RECORD_DEFINITIONS } from '../../shared/entities/kinds.ts';
import { KINDS, type Kind } from '../../shared/entities/kind.ts';
import { targetsOf } from '../../shared/entities/target.ts';
import { AppError, errorInfoOf } from '../../shared/errors.ts';
import { createSampleTransport } from '../fakes/sample-transport.ts';
import { virtualClock } from '../fakes/virtual-clock.ts';

/** The engine's words for the CRM, spoken to the sample server: what is asked for arrives, and what is answered shows what an edit writes. */

async function account(options: SampleOptions = {}) {
  const clock = virtualClock();
  const app = await createSampleApp({ records: 200, seed: 5, clock, ...options });
  const transport = createSampleTransport({ app, clock });
  const crm = crmForSync(
    createCrmClient({ transport, basePath: transport.basePath, now: () => clock.now() }),
  );
  const call = { lane: 'look', signal: new AbortController().signal } as const;
  const first = (table: TableName): number => {
    const [id] = app.admin.ids(table);
    if (id === undefined) throw new Error(`no ${table}`);
    return id;
  };
  return { app, admin: app.admin, clock, transport, crm, call, first };
}

const FLAVOURS: readonly Flavour[] = ['classic', 'suite'];
const kindsOf = (flavour: Flavour): readonly Kind[] =>
  flavour === 'suite' ? KINDS.filter((kind) => kind !== 'leads') : KINDS;

const codeOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'none',
    (caught: unknown) => errorInfoOf(caught).code,
  );

describe.each(FLAVOURS)('reads of a %s account', (flavour) => {
  it('ask for a kind’s includes by every way, and answer with the same keys', async () => {
    const { crm, call, transport } = await account({ flavour });
    for (const kind of kindsOf(flavour)) {
      const [view] = await crm.filters(kind, call);
      if (!view) throw new Error('no view');
      const scrolled = await crm.scroll(kind, Number(view.id), { limit: 5, lastFetchedId: null }, call);
      const viewed = await crm.view(kind, Number(view.id), { page: 1, perPage: 5, sort: 'updated_at' }, call);
      const [record] = scrolled.records;
      if (!record) throw new Error('no record');
      const one = await crm.get(kind, record.id, call);
      expect(Object.keys(one.record)).toEqual(expect.arrayContaining(Object.keys(record)));
      expect(viewed.records).toHaveLength(5);
      expect([scrolled.hasNextPage, viewed.totalPages, one.drifted]).toEqual([
        expect.any(Boolean),
        expect.any(Number),
        [],
      ]);
      const include = encodeURIComponent(RECORD_DEFINITIONS[kind].include.join(',')).replaceAll('%2C', ',');
      for (const request of transport.requests.filter(({ path }) =>
        new RegExp(`/${kind}/(view|scroll|\\d)`).test(path),
      ))
        expect(request.path).toContain(`include=${include}`);
    }
  });

  it('go on from the last page of a scroll', async () => {
    const { crm, call, first } = await account({ flavour });
    const [view] = await crm.filters('contacts', call);
    const at = first('contacts');
    const page = await crm.scroll('contacts', Number(view?.id), { limit: 3, lastFetchedId: at }, call);
    expect(page.records.every(({ id }) => id > at)).toBe(true);
    expect(page.lastFetchedId).toBe(page.records.at(-1)?.id);
  });

  it('find what belongs to a record by its links, and without them', async () => {
    const { crm, call, admin, first } = await account({ flavour });
    for (const kind of kindsOf(flavour)) {
      const id = first(kind);
      const model = RECORD_DEFINITIONS[kind].model;
      const about = { targetable_type: model, targetable_id: id };
      const note = admin.insert('notes', { description: 'Asked for a call', ...about });
      const task = admin.insert('tasks', {
        title: 'Call',
        due_date: '2026-11-30T09:00:00Z',
        status: 0,
        owner_id: admin.me,
        ...about,
      });
      const visit = admin.insert('appointments', {
        title: 'Visit',
        from_date: '2026-11-30T09:00:00Z',
        end_date: '2026-11-30T10:00:00Z',
        ...about,
      });
      const { record } = await crm.get(kind, id, call);
      const { links: _links, ...bare } = record;
      for (const asked of [record, { ...bare, id }]) {
        const parts = [
          ['notes', note],
          ['tasks', task],
          ['appointments', visit],
        ] as const;
        for (const [part, expected] of parts) {
          const page = await crm.related(kind, asked, part, 1, call);
          const row = page.records.find((candidate) => candidate.id === expected);
          expect(row && targetsOf(row), `${kind} ${part}`).toContainEqual({ kind, id });
          expect(page.totalPages).toBeGreaterThan(0);
        }
      }
      expect(Array.isArray(await crm.timeline(kind, record, call))).toBe(true);
      expect(await crm.files(kind, id, call)).toMatchObject({
        documents: expect.any(Array) as unknown,
        links: expect.any(Array) as unknown,
      });
    }
  });

  it('do not follow a link that leads elsewhere', async () => {
    const { crm, call, first, transport } = await account({ flavour });
    const id = first('contacts');
    for (const notes of ['https://elsewhere.example/notes', '//elsewhere.example/notes', 7, null]) {
      await crm.related('contacts', { id, links: { notes } }, 'notes', 1, call);
      expect(transport.requests.at(-1)?.path).toBe(
        `${transport.basePath}/contacts/${id}/notes?page=1&per_page=100`,
      );
    }
  });

  it('list the agenda and activities page by page', async () => {
    const { crm, call, transport } = await account({ flavour });
    await crm.tasks('open', 2, call);
    expect(transport.requests.at(-1)?.path).toContain(
      'filter=open&include=owner,users,targetable&per_page=100&page=2',
    );
    const appointments = await crm.appointments('upcoming', 1, call);
    expect(appointments.records.length).toBeGreaterThan(0);
    expect(appointments.records.every((record) => Array.isArray(record['appointment_attendees']))).toBe(true);
    expect((await crm.salesActivities(1, call)).totalPages).not.toBeNull();
  });

  it('carry the lane and can be given up', async () => {
    const { crm, transport, call } = await account({ flavour });
    await crm.selector('owners', { ...call, lane: 'today' });
    expect(transport.requests.at(-1)?.lane).toBe('today');
    const given = { lane: 'background', signal: AbortSignal.abort() } as const;
    expect(await codeOf(crm.filters('contacts', given))).toBe('cancelled');
  });
});

describe.each(FLAVOURS)('writes to a %s account', (flavour) => {
  it('answer with what was written, and reading shows the same', async () => {
    const { crm, call, first, admin } = await account({ flavour });
    const [contactA, contactB] = admin.ids('contacts');
    const reason = first('deal_reasons');
    const lost = admin
      .ids('deal_stages')
      .find((stage) => admin.read('deal_stages', stage)?.['forecast_type'] === 'Closed Lost');
    const lines = [{ id: first('products'), quantity: 2, discount: 0, unit_price: 10 }];
    const created = await crm.create(
      'deals',
      {
        name: 'Boots',
        amount: 100,
        sales_account_id: first('sales_accounts'),
        contacts_added_list: [contactA, contactB],
      },
      call,
    );
    expect(created.record['contacts']).toEqual([{ id: contactA }, { id: contactB }]);
    const { id } = created.record;
    const updated = await crm.update(
      'deals',
      id,
      { deal_stage_id: lost, deal_reason_id: reason, products: lines, contacts_removed_list: [contactA] },
      call,
    );
    for (const { record } of [updated, await crm.get('deals', id, call)]) {
      expect(record['deal_reason_id']).toBe(reason);
      expect(record['products']).toMatchObject([{ id: lines[0]?.id, quantity: 2 }]);
    }
    expect(updated.record['contacts']).toEqual([{ id: contactB }]);
    expect((await crm.get('deals', id, call)).record['contacts']).toEqual([{ id: contactB }]);
  });

  it('are heard where a status is concerned, which needs its include', async () => {
    const { crm, call, first, admin } = await account({ flavour });
    const id = first('contacts');
    const status = admin.ids('contact_statuses').at(-1);
    const { record } = await crm.update('contacts', id, { contact_status_id: status }, call);
    expect(record['contact_status_id']).toBe(status);
  });

  it('show who attends an appointment', async () => {
    const { crm, call, first, admin } = await account({ flavour });
    const contact = first('contacts');
    const { record } = await crm.create(
      'appointments',
      {
        title: 'Visit',
        from_date: '2026-11-30T09:00:00Z',
        end_date: '2026-11-30T10:00:00Z',
        targetable_type: 'Contact',
        targetable_id: contact,
        appointment_attendees_attributes: [
          { attendee_type: 'FdMultitenant::User', attendee_id: admin.me },
          { attendee_type: 'Contact', attendee_id: contact },
        ],
      },
      call,
    );
    const attendees = [
      { id: expect.any(Number) as unknown, attendee_type: 'FdMultitenant::User', attendee_id: admin.me },
      { id: expect.any(Number) as unknown, attendee_type: 'Contact', attendee_id: contact },
    ];
    expect(record['appointment_attendees']).toEqual(attendees);
    expect((await crm.get('appointments', record.id, call)).record['appointment_attendees']).toEqual(
      attendees,
    );
  });

  it('make, change and take away records of every other kind', async () => {
    const { crm, call, first, admin } = await account({ flavour });
    const about = { targetable_type: 'Contact', targetable_id: first('contacts') };
    const type = first('sales_activity_types');
    const [deal, contact] = [first('deals'), first('contacts')];
    const bodies = {
      tasks: { title: 'Call', due_date: '2026-11-30T09:00:00Z', owner_id: admin.me, ...about },
      notes: { description: 'Asked for a call', ...about },
      sales_activities: {
        title: 'Visit',
        sales_activity_type_id: type,
        start_date: '2026-11-30T09:00:00Z',
        end_date: '2026-11-30T10:00:00Z',
        owner_id: admin.me,
        ...about,
      },
      products: { name: 'A boot', category: 'Hardware' },
      cpq_documents: {
        display_name: 'Offer',
        document_type: 'Quote',
        cpq_document_template_name: 'Plain',
        deal_id: deal,
        contact_id: contact,
      },
    } as const;
    const changes = {
      tasks: { status: 1 },
      notes: { description: 'Called' },
      sales_activities: { notes: 'Went well' },
      products: { product_pricings: [{ currency_code: 'USD', unit_price: 5 }], pricing_type: 1 },
      cpq_documents: { products: [{ id: first('products'), quantity: 3, discount: 0, unit_price: 2 }] },
    } as const;
    for (const kind of ['tasks', 'notes', 'sales_activities', 'products', 'cpq_documents'] as const) {
      const { record } = await crm.create(kind, bodies[kind], call);
      const changed = await crm.update(kind, record.id, changes[kind], call);
      expect(changed.record.id).toBe(record.id);
      if (kind === 'products') expect(changed.record['product_pricings']).toMatchObject([{ unit_price: 5 }]);
      if (kind === 'cpq_documents') expect(changed.record['products']).toMatchObject([{ quantity: 3 }]);
      await crm.remove(kind, record.id, { withContactsAndDeals: false }, call);
      if (kind === 'products' || kind === 'cpq_documents')
        expect((await crm.restore(kind, record.id, call)).record.id).toBe(record.id);
      else if (kind !== 'notes') expect(await codeOf(crm.get(kind, record.id, call))).toBe('not-found');
    }
  });

  it('clone, upsert, change the team, and act on many', async () => {
    const { crm, call, first, admin } = await account({ flavour });
    const id = first('contacts');
    const clone = await crm.clone(
      'contacts',
      id,
      { mobile_number: '555-0101', emails: 'new@example.test' },
      call,
    );
    expect(clone.record.id).not.toBe(id);
    const identifier = { field: 'emails', value: 'upserted@example.test' };
    const upserted = await crm.upsert('contacts', identifier, { last_name: 'Upserted' }, call);
    expect((await crm.upsert('contacts', identifier, { last_name: 'Twice' }, call)).record.id).toBe(
      upserted.record.id,
    );
    const member = { user_id: admin.me, designation_id: first('designations') };
    expect(await crm.team('contacts', id, [member], call)).toMatchObject([{ user_id: admin.me }]);
    expect(await codeOf(crm.team('contacts', id, [{ designation_id: 1 }], call))).toBe('internal');
    const outcome = await crm.bulkAssignOwner('contacts', [id, 1], admin.me, call);
    expect(outcome.results).toEqual(
      expect.arrayContaining([
        { id, ok: true },
        { id: 1, ok: false },
      ]),
    );
    const destroyed = await crm.bulkDestroy(
      'sales_accounts',
      [first('sales_accounts')],
      { withContactsAndDeals: true },
      call,
    );
    expect(destroyed.results).toMatchObject([{ ok: true }]);
    const job = await crm.bulkUpsert('contacts', [{ field: 'id', value: id, data: { city: 'Bern' } }], call);
    expect(job).not.toBeNull();
    if (job !== null) expect((await crm.job(job, call))['status']).toEqual(expect.any(String));
  });

  it('erase a record for good, of which no bin knows', async () => {
    const { crm, call, first, admin } = await account({ flavour });
    for (const kind of kindsOf(flavour)) {
      const id = first(kind);
      await crm.forget(kind, id, call);
      expect(admin.read(kind, id)).toBeNull();
      expect(await codeOf(crm.get(kind, id, call))).toBe('not-found');
      expect(await codeOf(crm.forget(kind, id, call))).toBe('not-found');
    }
    const quote = {
      display_name: 'Offer',
      document_type: 'Quote',
      cpq_document_template_name: 'Plain',
      deal_id: first('deals'),
      contact_id: first('contacts'),
    };
    const { record } = await crm.create('cpq_documents', quote, call);
    await crm.forget('cpq_documents', record.id, call);
    expect(await codeOf(crm.restore('cpq_documents', record.id, call))).toBe('not-found');
  });

  it('take an account away with or without what belongs to it', async () => {
    const { crm, call, first, transport } = await account({ flavour });
    await crm.remove('sales_accounts', first('sales_accounts'), { withContactsAndDeals: true }, call);
    expect(transport.requests.at(-1)?.path).toContain('delete_associated_contacts_deals=true');
  });
});

describe('a lead', () => {
  it('becomes a contact, answered with a contact’s includes', async () => {
    const { crm, call, first, admin } = await account({ flavour: 'classic' });
    const lead = first('leads');
    const { record } = await crm.convert(
      lead,
      {
        last_name: 'Converted',
        company: { name: 'New Boots AG' },
        deal: { name: 'A first deal', amount: 5 },
      },
      call,
    );
    expect(record).toMatchObject({ last_name: 'Converted', owner_id: expect.any(Number) as unknown });
    expect(record['sales_accounts']).toMatchObject([{ name: 'New Boots AG' }]);
    expect(admin.ids('leads')).not.toContain(lead);
    expect(await codeOf(crm.update('leads', lead, { city: 'Bern' }, call))).toBe('not-found');
  });
});

describe('a phone call', () => {
  const body = (id: number) => ({
    call_direction: false,
    targetable_type: 'contact',
    targetable: { id },
    note: { description: 'Left a message' },
  });

  it('is logged as the reference has it', async () => {
    const { crm, call, first, transport } = await account();
    const { record, sideloads } = await crm.create('phone_calls', body(first('contacts')), call);
    expect(targetsOf(record)).toEqual([{ kind: 'contacts', id: first('contacts') }]);
    expect(sideloads['notes']).toMatchObject([{ description: 'Left a message' }]);
    expect(transport.requests).toHaveLength(1);
  });

  it('is logged once, flat, where the server trips over the wrapper, and from then on at once', async () => {
    const { crm, call, first, transport, admin } = await account({
      quirks: { phoneCallWrapperFails: true, legacyValidation500: true },
    });
    const before = admin.count('phone_calls');
    const { record } = await crm.create('phone_calls', body(first('contacts')), call);
    expect(admin.read('phone_calls', record.id)).toMatchObject({ call_direction: false });
    expect(admin.count('notes')).toBeGreaterThan(0);
    await crm.create('phone_calls', body(first('contacts')), call);
    expect(admin.count('phone_calls')).toBe(before + 2);
    expect(transport.requests).toHaveLength(3);
  });

  it('with somebody new makes that person, in either form', async () => {
    for (const phoneCallWrapperFails of [false, true]) {
      const { crm, call, admin } = await account({ quirks: { phoneCallWrapperFails } });
      const before = admin.count('contacts');
      await crm.create(
        'phone_calls',
        {
          call_direction: true,
          targetable_type: 'contact',
          targetable: { last_name: 'Neu', mobile_number: '555-0199' },
        },
        call,
      );
      expect(admin.count('contacts')).toBe(before + 1);
    }
  });

  it('that is refused for another reason is not tried in another form', async () => {
    const { crm, call, transport } = await account();
    expect(await codeOf(crm.create('phone_calls', body(1), call))).toBe('not-found');
    expect(transport.requests).toHaveLength(1);
    await expect(crm.create('phone_calls', { targetable_type: 'contact' }, call)).rejects.toBeInstanceOf(
      AppError,
    );
    expect(transport.requests).toHaveLength(1);
  });
});
