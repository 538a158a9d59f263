import { beforeEach, describe, expect, it } from 'vitest';
import type { SampleResponse } from '../../electron/sample/app.ts';
import { openAccount, type Account, type Json } from './client.ts';

let account: Account;
let person: number;
beforeEach(async () => {
  account = await openAccount();
  person = account.admin.insert('contacts', { last_name: 'C', mobile_number: '+1' });
});

const KEY = { authorization: 'Token token=sample-api-key', host: 'sample.test' };

/** Uploads a form as a browser would send it. */
async function upload(fields: Readonly<Record<string, string>>, file: File | null): Promise<SampleResponse> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  if (file !== null) form.set('file', file);
  const request = new Request('http://sample.test', { method: 'POST', body: form });
  return account.app.handle({
    method: 'POST',
    path: '/api/documents',
    headers: { ...KEY, 'content-type': request.headers.get('content-type') ?? '' },
    body: new Uint8Array(await request.arrayBuffer()),
  });
}

const bytes = new Uint8Array([0, 255, 13, 10, 45, 45, 200]);
const photo = (): File => new File([bytes], 'Füße & Co.jpeg', { type: 'image/jpeg' });
const fields = (): Record<string, string> => ({
  targetable_type: 'Contact',
  targetable_id: String(person),
  is_shared: 'true',
});

describe('files', () => {
  it('come back byte for byte from their address, without a key, for an hour', async () => {
    const answer = JSON.parse(String((await upload(fields(), photo())).body)) as Json;
    expect(answer['msg']).toBe('File uploaded successfully');
    const url = new URL(String(answer['url']));
    expect(url.host).toBe('sample.test');
    const load = () =>
      account.app.handle({ method: 'GET', path: url.pathname + url.search, headers: {}, body: null });
    const loaded = await load();
    expect(loaded).toMatchObject({ status: 200, headers: { 'content-type': 'image/jpeg' } });
    expect(new Uint8Array(loaded.body as Uint8Array)).toEqual(bytes);
    const forged = await account.app.handle({
      method: 'GET',
      path: `${url.pathname}?Expires=9999999999&Signature=x`,
      headers: {},
      body: null,
    });
    expect(forged.status).toBe(403);
    account.clock.ms += 3_600_001;
    expect((await load()).status).toBe(403);
  });

  it('are gone on with from where they broke off, as long as they are the same', async () => {
    const answer = JSON.parse(String((await upload(fields(), photo())).body)) as Json;
    const url = new URL(String(answer['url']));
    const load = (headers: Readonly<Record<string, string>>) =>
      account.app.handle({ method: 'GET', path: url.pathname + url.search, headers, body: null });
    const { etag = '' } = (await load({})).headers;
    expect(etag).toMatch(/^"[\w-]+"$/);
    const rest = await load({ range: 'bytes=3-', 'if-range': etag });
    expect(rest).toMatchObject({ status: 206, headers: { etag, 'content-range': 'bytes 3-6/7' } });
    expect(new Uint8Array(rest.body as Uint8Array)).toEqual(bytes.subarray(3));
    expect(await load({ range: 'bytes=3-' })).toMatchObject({ status: 206 });
    expect(await load({ range: 'bytes=3-', 'if-range': '"another"' })).toMatchObject({ status: 200 });
    expect(await load({ range: 'bytes=7-', 'if-range': etag })).toMatchObject({
      status: 416,
      headers: { 'content-range': 'bytes */7' },
    });
    expect((await load({ range: 'bytes=0-1,4-5' })).status).toBe(200);
  });

  it('are listed with links at their record', async () => {
    await upload({ ...fields(), file_name: 'Named.jpeg' }, photo());
    await account.call('POST', 'document_links', {
      url: 'https://files.example/a',
      name: 'Plan',
      targetable_type: 'Contact',
      targetable_id: person,
    });
    const listed = (await account.get(`contacts/${String(person)}/document_associations`)).body;
    expect(listed).toMatchObject({
      users: [{ id: account.admin.me }],
      documents: [
        { name: 'Named.jpeg', is_shared: true, content_file_size: 7, content_file_size_readable: '7 Bytes' },
      ],
      document_links: [{ name: 'Plan', is_shared: false }],
    });
  });

  it('need a file, and something to belong to', async () => {
    const before = account.admin.count('documents');
    expect((await upload(fields(), null)).status).toBe(400);
    expect((await upload({ targetable_type: 'Contact', targetable_id: '5' }, photo())).status).toBe(400);
    expect((await upload({}, photo())).status).toBe(400);
    expect((await account.call('POST', 'documents', { file: 'x' })).status).toBe(400);
    expect(account.admin.count('documents')).toBe(before);
  });

  it('of the sample data can be opened, and belong to products too', async () => {
    const full = await openAccount({ records: 100 });
    const [product] = full.admin.ids('products');
    const listed = (await full.get(`products/${String(product)}/document_associations`)).body;
    const url = new URL(String((listed['documents'] as Json[])[0]?.['url']));
    const loaded = await full.app.handle({
      method: 'GET',
      path: url.pathname + url.search,
      headers: {},
      body: null,
    });
    expect(new TextDecoder().decode(loaded.body as Uint8Array)).toContain('Sample text');
  });
});
