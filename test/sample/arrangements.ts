import type { Admin } from '../../electron/sample/admin.ts';

/**
 * What must be in the account before a documented request makes sense: the reference's small ids as records, put in without requests. Where an example documents
 * a record that is read, that very record is put in.
 */

interface Example {
  readonly id: string;
  readonly path: string;
  readonly template: string;
  readonly response: unknown;
}

type Values = Readonly<Record<string, unknown>>;

const person = (first_name: string, last_name: string, mobile_number: string): Values => ({
  first_name,
  last_name,
  mobile_number,
});

/** The account of "domain": users, the first records of every kind, and what they refer to. */
function domain(admin: Admin): void {
  for (const id of [1, 2, 3, 9, 222, 223, 18813, 18814])
    admin.insert('users', {
      id,
      display_name: `Sample User${String(id)}`,
      email: `user${String(id)}@yourcompany.com`,
    });
  for (const id of [33, 34]) admin.insert('designations', { id, name: `Designation ${String(id)}` });
  admin.insert('territories', { id: 1, name: 'Territory' });
  admin.insert('sales_activity_types', { id: 2, name: 'Ticket', internal_name: 'cticket' });
  admin.insert('sales_activity_outcomes', { id: 1, name: 'Done', sales_activity_type_id: 2 });
  for (const id of [1, 2, 10, 115765, 115773]) {
    admin.insert('leads', {
      id,
      ...person('Jane', `Sampleton ${String(id)}`, `1-000-${String(id)}`),
      company: { id, name: 'Widgetz.io (sample)' },
    });
  }
  for (const id of [1, 2, 10, 3])
    admin.insert('contacts', {
      id,
      ...person('James', `Sampleton ${String(id)}`, `2-000-${String(id)}`),
      email: `james${String(id)}@example.test`,
    });
  for (const id of [1, 2, 10, 82]) admin.insert('sales_accounts', { id, name: `Account ${String(id)}` });
  for (const id of [1, 2, 10])
    admin.insert('deals', {
      id,
      name: `Deal ${String(id)}`,
      amount: '7000.0',
      sales_account_id: 1,
      contact_ids: [1, 2],
      stage_updated_time: '2026-06-01T00:00:00Z',
    });
  for (const id of [1, 2, 3])
    admin.insert('notes', { id, description: 'Sample note', targetable_type: 'Lead', targetable_id: 1 });
  const prices = [
    { id: 18, currency_code: 'USD', unit_price: '3000', setup_fee: null },
    { id: 19, currency_code: 'INR', unit_price: '7400', setup_fee: null },
  ];
  admin.insert('products', {
    id: 1,
    name: 'Subscription',
    category: 'Hardware',
    pricing_type: 2,
    product_pricings: prices,
    owner_id: 3,
    is_active: true,
    ...PRODUCT,
  });
  admin.insert('products', {
    id: 2,
    name: 'One-time',
    category: 'Hardware',
    pricing_type: 1,
    product_pricings: prices,
    owner_id: 3,
    is_active: true,
  });
  for (const id of [1, 2]) admin.insert('cpq_documents', { id, ...DOCUMENT });
}

const PRODUCT: Values = {
  product_code: 'sample_product',
  sku_number: 'sample_sku',
  parent_product: 1,
  valid_till: '2021-11-06T13:47:13+05:00',
  description: 'This is a sample product',
  creater_id: 3,
  updater_id: 3,
  custom_field: { cf_rating: '5', cf_quantity: 10 },
};

const ADDRESS = {
  address: '604-5854 Beckford St.',
  city: 'Glendale',
  state: 'Arizona',
  zipcode: '100652',
  country: 'USA',
};
const DOCUMENT: Values = {
  deal_id: 1,
  contact_id: 1,
  sales_account_id: 1,
  document_type: 'Quote',
  stage: 'Draft',
  valid_till: '2021-10-28T11:00:00-08:00',
  ...Object.fromEntries(
    Object.entries(ADDRESS).flatMap(([key, value]) => [
      [`shipping_${key}`, value],
      [`billing_${key}`, value],
    ]),
  ),
  owner_id: 1,
  amount: '300',
  currency_code: 'USD',
  creater_id: 3,
  updater_id: 3,
  document_number: 'DOC-1',
  territory_id: 1,
  display_name: 'Sample Document',
  cpq_document_template_name: 'Sample Template',
  products: [],
};

const APPOINTMENT: Values = {
  title: 'Sample Appointment',
  description: 'This is just a sample Appointment.',
  time_zone: 'Chennai',
  location: 'Chennai, TN, India',
  from_date: '2016-06-20T05:00:00Z',
  end_date: '2016-06-20T06:00:00Z',
  latitude: '34.4208',
  longitude: '119.6982',
  checkedin_at: '2019-01-22T23:27:56-08:00',
  targetable_type: 'Lead',
  targetable_id: 115765,
  creater_id: 223,
  attendees: [
    { id: 94649, type: 'FdMultitenant::User', attendee_id: 222 },
    { id: 94648, type: 'FdMultitenant::User', attendee_id: 223 },
    { id: 94650, type: 'Lead', attendee_id: 115773 },
  ],
};

const ACTIVITY: Values = {
  id: 1,
  title: 'testing',
  start_date: '2017-12-11T14:15:00+05:30',
  end_date: '2017-12-11T14:45:00+05:30',
  conversation_time: '2017-12-11T14:15:00+05:30',
  sales_activity_type_id: 2,
  sales_activity_outcome_id: 1,
  owner_id: 2,
  creater_id: 2,
  targetable_type: 'Lead',
  targetable_id: 2,
  latitude: '34.4208',
  longitude: '119.6982',
  location: 'Santa Barbara',
  checkedin_at: '2017-12-11T15:04:11+05:30',
  custom_field: { cf_customer_option: true },
};

const TASK: Values = {
  id: 1,
  title: 'Sample Task',
  description: 'This is just a sample task.',
  status: 0,
  due_date: '2016-06-21T11:00:00Z',
  owner_id: 1,
  user_ids: [2],
  targetable_type: 'Lead',
  targetable_id: 1,
};

const LEAD_PAGE: Values = {
  last_seen: '2016-02-10T02:36:06-08:00',
  last_contacted: '2016-02-08T02:36:06-08:00',
  owner_id: 1,
  email: 'janesampleton@gmail.com',
};

type Arrangement = (admin: Admin, example: Example) => void;

const plural: Readonly<Record<string, 'leads' | 'contacts' | 'sales_accounts' | 'deals'>> = {
  lead: 'leads',
  contact: 'contacts',
  sales_account: 'sales_accounts',
  deal: 'deals',
};

/** Puts the documented record, or records, in place of the account's own of that id. */
const documented: Arrangement = (admin, example) => {
  const response = example.response as Record<string, unknown>;
  for (const [singular, kind] of Object.entries(plural)) {
    const rows = [response[singular], response[kind]]
      .flat()
      .filter((row) => typeof row === 'object' && row !== null) as Values[];
    for (const row of rows)
      admin.insert(kind, { custom_field: {}, ...row, created_at: '2026-11-24T08:00:00Z' });
  }
};

/** The view of a path, which shows everything, with the documented records in it and none of the domain's before them. */
const view =
  (model: string, name: string): Arrangement =>
  (admin, example) => {
    for (const kind of Object.values(plural)) for (const id of [10, 82]) admin.delete(kind, id, 'hard');
    documented(admin, example);
    admin.insert('views', { id: Number(example.path.split('/').at(-1)), name, model_class_name: model });
  };

/** Deals whose sums show on their contacts and accounts. */
const withOpenDeals: Arrangement = (admin, example) => {
  const response = example.response as Record<string, Values[]>;
  for (const contact of response['contacts'] ?? [])
    admin.insert('deals', {
      name: 'Gold',
      amount: '7000.0',
      sales_account_id: 1,
      contact_ids: [contact['id']],
    });
  for (const account of response['sales_accounts'] ?? [])
    admin.insert('deals', { name: 'Gold', amount: '7000.0', sales_account_id: account['id'] });
};

/** One arrangement after the other. */
const both =
  (...arrangements: readonly Arrangement[]): Arrangement =>
  (admin, example) => {
    for (const arrangement of arrangements) arrangement(admin, example);
  };

const product =
  (values: Values): Arrangement =>
  (admin) =>
    void admin.insert('products', {
      id: 1,
      name: 'Sample Product',
      category: 'Hardware',
      pricing_type: 2,
      owner_id: 3,
      is_active: true,
      ...PRODUCT,
      ...values,
    });
const deletedProduct = product({
  is_deleted: true,
  product_pricings: [{ id: 1, currency_code: 'USD', unit_price: '1000' }],
});
const oldDeal: Arrangement = (admin) => {
  admin.insert('deals', {
    id: 1,
    name: 'Gold plan (sample)',
    amount: '7000',
    sales_account_id: 1,
    expected_close: '2021-10-01',
    probability: 100,
    stage_updated_time: '2021-10-21T07:54:11-08:00',
    products: [],
  });
};

const DOMAIN_NAME: Values = { cf_domain_name: 'sampledomain.yourcompany.com' };

/** By example; those not named need no more than the domain. */
const ARRANGEMENTS: Readonly<Record<string, Arrangement>> = {
  'general-001': both(documented, (admin) => admin.update('leads', 1, { owner_id: 1 })),
  'leads-006': documented,
  'leads-007': (admin) => admin.update('leads', 1, { email: 'janesampleton@gmail.com' }),
  'leads-010': view('Lead', 'All Leads'),
  'leads-011': view('Lead', 'All Leads'),
  'leads-012': both(documented, (admin) => admin.update('leads', 1, { mobile_number: '1-926-652-9503' })),
  'leads-015': (admin) =>
    void admin.insert('leads', { ...person('James', 'Sampleton', '3'), email: 'jamessampleton@gmail.com' }),
  'leads-018': (admin) => admin.update('leads', 1, { mobile_number: '1-926-652-9504' }),
  'leads-024': (admin) => {
    admin.update('leads', 1, LEAD_PAGE);
    for (const id of [1, 2, 3]) admin.delete('notes', id, 'hard');
  },
  'contacts-029': (admin) => admin.update('contacts', 1, { sales_accounts: [{ id: 1, is_primary: true }] }),
  'contacts-031': view('Contact', 'All Contacts'),
  'contacts-032': both(view('Contact', 'All Contacts'), withOpenDeals),
  'contacts-036': (admin) =>
    void admin.insert('contacts', {
      ...person('James', 'Sampleton', '3'),
      email: 'jamessampleton@gmail.com',
    }),
  'contacts-045': (admin) => {
    const stage = admin.ids('deal_stages').find((id) => admin.read('deal_stages', id)?.['name'] === 'Won');
    admin.update('deals', 1, { deal_stage_id: stage, contact_ids: [1], owner_id: 1 });
    admin.update('contacts', 1, { last_seen: '2016-02-10T02:36:07-08:00' });
    admin.insert('appointments', {
      ...APPOINTMENT,
      targetable_type: 'Contact',
      targetable_id: 1,
      creater_id: 1,
      created_at: '2026-11-01T00:00:00Z',
    });
  },
  'accounts-049': documented,
  'accounts-051': view('SalesAccount', 'All Accounts'),
  'accounts-052': both(view('SalesAccount', 'All Accounts'), withOpenDeals),
  'accounts-056': (admin) =>
    void admin.insert('sales_accounts', { name: 'Widgetz.io', custom_field: DOMAIN_NAME }),
  'accounts-058': (admin) => admin.update('sales_accounts', 1, { custom_field: DOMAIN_NAME }),
  'deals-070': documented,
  'deals-072': view('Deal', 'All Deals'),
  'deals-073': view('Deal', 'All Deals'),
  'deals-077': (admin) =>
    void admin.insert('deals', {
      name: 'Sample deal',
      amount: '1',
      sales_account_id: 1,
      probability: 30,
      custom_field: { cf_number_of_agents: 56 },
    }),
  'tasks-094': (admin) => void admin.insert('tasks', TASK),
  'tasks-095': (admin) => void admin.insert('tasks', { ...TASK, owner_id: admin.me }),
  'tasks-096': (admin) => void admin.insert('tasks', TASK),
  'tasks-097': (admin) => void admin.insert('tasks', TASK),
  'tasks-098': (admin) => void admin.insert('tasks', TASK),
  'appointments-100': (admin) => void admin.insert('appointments', { id: 1, ...APPOINTMENT }),
  'appointments-101': (admin) => {
    const soon = {
      from_date: '2026-11-25T10:00:00Z',
      end_date: '2026-11-25T11:00:00Z',
      creater_id: admin.me,
    };
    admin.insert('appointments', { id: 1, ...APPOINTMENT, ...soon });
    admin.insert('appointments', {
      id: 2,
      ...APPOINTMENT,
      ...soon,
      latitude: null,
      longitude: null,
      checkedin_at: null,
    });
  },
  'appointments-102': (admin) => void admin.insert('appointments', { id: 1, ...APPOINTMENT }),
  'appointments-103': (admin) => void admin.insert('appointments', { id: 1, ...APPOINTMENT }),
  'sales_activities-106': (admin) => void admin.insert('sales_activities', ACTIVITY),
  'sales_activities-107': (admin) => {
    for (const id of admin.ids('sales_activities')) admin.delete('sales_activities', id, 'hard');
    admin.insert('sales_activities', ACTIVITY);
  },
  'sales_activities-110': (admin) => void admin.insert('sales_activities', { ...ACTIVITY, notes: 'sample' }),
  'sales_activities-111': (admin) => void admin.insert('sales_activities', ACTIVITY),
  'phone-112': (admin) => admin.update('leads', 1, { email: 'janesampleton@gmail.com' }),
  'products-119': product({
    pricing_type: 1,
    product_pricings: [{ id: 6, currency_code: 'USD', unit_price: '1000' }],
  }),
  'products-120': product({ product_pricings: [{ id: 6, currency_code: 'USD', unit_price: '1000' }] }),
  'products-124': deletedProduct,
  'products-126': deletedProduct,
  'products-127': product({ pricing_type: 0, product_pricings: [] }),
  'products-128': product({ pricing_type: 0, product_pricings: [] }),
  'products-130': product({
    product_pricings: [
      { id: 18, currency_code: 'USD', unit_price: '100', setup_fee: '10', billing_cycle: 2, billing_type: 2 },
      {
        id: 19,
        currency_code: 'INR',
        unit_price: '7400',
        setup_fee: '740',
        billing_cycle: 2,
        billing_type: 2,
      },
    ],
  }),
  'products-131': both(
    product({
      product_pricings: [
        {
          id: 1,
          currency_code: 'USD',
          unit_price: '100',
          setup_fee: '10',
          billing_cycle: 6,
          billing_type: 1,
        },
      ],
    }),
    oldDeal,
  ),
  'products-132': both(
    product({
      product_pricings: [
        {
          id: 1,
          currency_code: 'USD',
          unit_price: '100',
          setup_fee: '10',
          billing_cycle: 6,
          billing_type: 1,
        },
      ],
    }),
    oldDeal,
  ),
  'products-133': oldDeal,
  'documents-136': (admin) => {
    const line = { currency_code: 'USD', discount: '0', quantity: 1 };
    const products = [
      { ...line, product_id: 1, billing_cycle: 6, billing_type: 1, unit_price: '100', setup_fee: '10' },
      {
        ...line,
        product_id: 2,
        billing_cycle: null,
        billing_type: null,
        unit_price: '1000',
        setup_fee: null,
        quantity: 2,
        discount: '10',
      },
    ];
    admin.insert('cpq_documents', { id: 1, ...DOCUMENT, products });
  },
  'documents-141': (admin) => void admin.insert('cpq_documents', { id: 1, ...DOCUMENT, is_deleted: true }),
  'documents-145': product({
    product_pricings: [
      { id: 1, currency_code: 'USD', unit_price: '100', setup_fee: '10', billing_cycle: 6, billing_type: 1 },
    ],
  }),
  'documents-146': product({
    product_pricings: [
      { id: 1, currency_code: 'USD', unit_price: '100', setup_fee: '10', billing_cycle: 6, billing_type: 1 },
    ],
  }),
  'files-149': (admin) => {
    const owner = { targetable_type: 'Lead', targetable_id: 1, creater_id: 9 };
    admin.update('users', 9, { work_number: '9876543210' });
    admin.insert('documents', {
      ...owner,
      name: 'uploadedFile.jpeg',
      is_shared: true,
      size: 8393,
      content_type: 'image/jpeg',
    });
    admin.insert('document_links', {
      ...owner,
      name: 'fileLink',
      url: 'https://docs.google.com/document/d/abcd123',
      is_shared: false,
    });
  },
  'job_status-150': (admin) => {
    const failure = (identifier: Values, reason: string): Values => ({
      ...identifier,
      error_message: [reason],
    });
    const failures = [
      failure({ emails: 'janesampleton@gmail.com' }, 'Required Field Value missing'),
      failure({ mobile_number: '9999999999' }, 'Incorrect value'),
    ];
    const data = { record_status: { succeeded: 97, failed: 3 }, detailed_failure_report: failures };
    admin.insert('jobs', {
      key: JOB_KEY,
      status: 'SUCCESS',
      job_type_name: 'BULK_UPSERT',
      status_updated_at: '2022-01-27T11:52:25Z',
      due_at: '2022-01-27T11:52:25Z',
      data,
    });
  },
};

const JOB_KEY = 'b7b68d8f629336346f884006';

/** Prepares the account for an example. @returns the path to ask for, with a real id where the example has a placeholder */
export function arrange(example: Example, admin: Admin): string {
  domain(admin);
  ARRANGEMENTS[example.id]?.(admin, example);
  return example.path.replace('[id]', JOB_KEY);
}
