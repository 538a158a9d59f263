import type { ClientCall } from './client-call.ts';

/** What each example of the reference means for the client: documents. */
export const documentCalls: Readonly<Record<string, ClientCall>> = {
  'documents-134': (c) =>
    c.documents.create({
      deal_id: 1,
      sales_account_id: 1,
      contact_id: 1,
      document_type: 'Quote',
      stage: 'Draft',
      valid_till: 'Thu Oct 21 2021 00:00:00 GMT+0500',
      shipping_address: '604-5854 Beckford St.',
      shipping_city: 'Glendale',
      shipping_state: 'Arizona',
      shipping_zipcode: '100652',
      shipping_country: 'USA',
      billing_address: '604-5854 Beckford St.',
      billing_city: 'Glendale',
      billing_state: 'Arizona',
      billing_zipcode: '100652',
      billing_country: 'USA',
      amount: 100,
      display_name: 'Sample Document',
      currency_code: 'USD',
      owner_id: 1,
      territory_id: 1,
      cpq_document_template_name: 'Sample Template',
    }),
  'documents-135': (c) =>
    c.documents.create({
      deal_id: 1,
      sales_account_id: 1,
      contact_id: 1,
      document_type: 'Quote',
      stage: 'Draft',
      valid_till: 'Thu Oct 29 2021 00:00:00 GMT+0500',
      shipping_address: '604-5854 Beckford St.',
      shipping_city: 'Glendale',
      shipping_state: 'Arizona',
      shipping_zipcode: '100652',
      shipping_country: 'USA',
      billing_address: '604-5854 Beckford St.',
      billing_city: 'Glendale',
      billing_state: 'Arizona',
      billing_zipcode: '100652',
      billing_country: 'USA',
      amount: 100,
      display_name: 'Sample Document 1',
      currency_code: 'USD',
      owner_id: 1,
      territory_id: 1,
      cpq_document_template_name: 'Sample Template',
      custom_field: { cf_custom_status: 'Pending', cf_rating: 'Excellent' },
    }),
  'documents-136': (c) => c.documents.get(1, { include: ['products'] }),
  'documents-137': (c) =>
    c.documents.update(1, { stage: 'Sent to customer', custom_field: { cf_custom_status: 'Completed' } }),
  'documents-138': (c) => c.documents.bulkUpdate([1, 2], { owner_id: 3, amount: 300 }),
  'documents-139': (c) => c.documents.bulkAssignOwner([1, 2], 1),
  'documents-140': (c) => c.documents.remove(1),
  'documents-141': (c) => c.documents.restore(1),
  'documents-142': (c) => c.documents.bulkDelete([1, 2]),
  'documents-143': (c) => c.documents.bulkRestore([1, 2]),
  'documents-144': (c) => c.documents.forget(1),
  'documents-145': (c) =>
    c.documents.update(
      1,
      {
        products: [
          { id: 1, quantity: 1, discount: 0, billing_cycle: 6, unit_price: 2000, setup_fee: 200 },
          { id: 2, quantity: 2, discount: 10 },
        ],
      },
      { include: ['products'] },
    ),
  'documents-146': (c) =>
    c.documents.update(
      1,
      {
        products: [{ id: 1, quantity: 2, discount: 10, billing_cycle: 6, unit_price: 4000, setup_fee: 400 }],
      },
      { include: ['products'] },
    ),
  'documents-147': (c) => c.documents.update(1, { products: [] }, { include: ['products'] }),
};
