import { describe, expect, it } from 'vitest';
import { parseJson, stringifyJson } from '../../shared/json.ts';
import { createClient } from '../../shared/rpc/client.ts';
import { storeForSync } from '../../shared/rpc/contract.ts';
import { createDispatch } from '../../shared/rpc/dispatch.ts';
import type { IdentifiedRecord } from '../../shared/entities/record.ts';
import { isPolluted } from '../fakes/malformed.ts';
import { cursorAt, openStore, recordOf, testStore } from './harness.ts';

/** As it comes from a server that means no good, or knows no better. */
const TEXT =
  '{"id":1,"last_name":"<img src=x onerror=alert(1)>","job_title":"nul\\u0000l \\ud83d \\u202e","tags":["__proto__","=1+1"],' +
  '"custom_field":{"__proto__":{"polluted":true},"constructor":"x","cf_huge":1e400,"cf_whole":9223372036854775808,"cf_long":0.1234567890123456789},' +
  '"toString":null,"unknown":{"deep":[{"__proto__":1}]}}';

describe('a hostile record', () => {
  it('is kept as it was given, over the port, on the disk and after a restart', async () => {
    const record = parseJson(TEXT) as IdentifiedRecord;
    const store = await openStore();
    const dispatch = createDispatch(storeForSync, store.sync, () => undefined);
    const sync = createClient(storeForSync, { invoke: dispatch, subscribe: () => () => undefined });
    await sync.call('store.applyPage', { kind: 'contacts', records: [record], cursor: cursorAt(1) });
    await store.ui['store.close']({ wipe: false });

    const later = testStore({ disk: store.disk });
    await later.ui['store.open']({ account: { id: 'demo' } });
    expect(stringifyJson(await recordOf(later, 'contacts', 1))).toBe(stringifyJson(record));
    const { bases } = await later.sync['store.bases']({ refs: [{ kind: 'contacts', id: 1 }] });
    expect(stringifyJson(bases[0])).toBe(stringifyJson(record));
    expect(isPolluted()).toBe(false);
  });
});
