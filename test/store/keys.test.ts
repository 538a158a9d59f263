import { describe, expect, it } from 'vitest';
import { list, memoryLocks, openStore, put, TEST_KEY, testStore } from './harness.ts';

const account = { id: 'demo' };
const locked = { info: { code: 'store-unavailable', reason: 'locked' } };
const giveKey = { accountId: 'demo', key: TEST_KEY };

describe('the key of an account', () => {
  it('is waited for while nobody has spoken of it', async () => {
    const store = testStore({ keys: [] });
    const opening = store.ui['store.open']({ account });
    await store.scheduler.advance(5_000);
    expect(store.state()).toBeNull();
    await store.sync['store.key'](giveKey);
    expect(await opening).toMatchObject({ accountId: 'demo' });
  });

  it('is not waited for without end, and not taken for that of another account', async () => {
    const store = testStore({ keys: ['other'] });
    const opening = Promise.resolve(store.ui['store.open']({ account }));
    const outcome = expect(opening).rejects.toMatchObject(locked);
    await store.scheduler.advance(0);
    expect(store.state()).toBeNull();
    await store.scheduler.advance(60_000);
    await outcome;
  });

  it('is forgotten when the store is locked, which closes the database', async () => {
    const locks = memoryLocks();
    const store = await openStore({ locks });
    await put(store, 'contacts', [{ id: 1, display_name: 'Ann' }]);
    await store.sync['store.lock']({});
    expect(locks.held.size).toBe(0);
    expect(() => store.sync['store.state']({})).toThrow('store-unavailable');
    await expect(store.ui['store.open']({ account })).rejects.toMatchObject(locked);
    await store.sync['store.key'](giveKey);
    await store.ui['store.open']({ account });
    expect(await list(store, 'contacts')).toMatchObject({ all: 1 });
  });

  it('is no longer waited for once the store is locked', async () => {
    const store = testStore({ keys: [] });
    const opening = Promise.resolve(store.ui['store.open']({ account }));
    await store.scheduler.advance(1_000);
    const outcome = expect(opening).rejects.toMatchObject(locked);
    await store.sync['store.lock']({});
    await outcome;
  });

  it('that is taken away while its database opens leaves nothing open', async () => {
    const locks = memoryLocks();
    const store = await openStore({ locks });
    await store.ui['store.close']({ wipe: false });
    const opening = Promise.resolve(store.ui['store.open']({ account }));
    const outcome = expect(opening).rejects.toMatchObject(locked);
    while (locks.held.size === 0) await new Promise((resolve) => setImmediate(resolve));
    await store.sync['store.lock']({});
    await outcome;
    expect(locks.held.size).toBe(0);
  });
});
