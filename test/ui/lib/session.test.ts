import { describe, expect, it } from 'vitest';
import { Session } from '../../../renderer/ui/lib/session.svelte.ts';
import type { AccountState } from '../../../shared/account.ts';
import { AppError } from '../../../shared/errors.ts';
import { ACCOUNT, fakeMain } from '../fakes/main.ts';
import { makeUp } from '../fakes/records.ts';
import { fakeServices } from '../fakes/services.ts';
import { fakeStore } from '../fakes/store.ts';

const SIGNED_IN: AccountState = { status: 'signed-in', account: ACCOUNT, key: 'keychain' };
const settle = () => new Promise((resolve) => setTimeout(resolve, 0));

function session(account?: AccountState) {
  const main = fakeMain(account ? { account } : {});
  const store = fakeStore(makeUp(0, 1));
  const services = fakeServices(main, store);
  return { main, store, services, session: new Session(services) };
}

describe('session', () => {
  it('opens the account’s database, once', async () => {
    const { session: tested, main, store } = session(SIGNED_IN);
    await tested.start();
    expect(tested.stage).toEqual({ name: 'open', account: ACCOUNT, key: 'keychain' });
    main.account({ ...SIGNED_IN, key: 'missing' });
    await settle();
    expect(tested.stage).toMatchObject({ name: 'open', key: 'missing' });
    expect(store.calls.filter((name) => name === 'store.open')).toHaveLength(1);
  });

  it('says when the store is open in another window, and tries again', async () => {
    const { session: tested, store } = session(SIGNED_IN);
    store.failNext('store.open', new AppError({ code: 'store-unavailable', reason: 'open-elsewhere' }));
    await tested.start();
    expect(tested.stage).toEqual({
      name: 'failed',
      error: { code: 'store-unavailable', reason: 'open-elsewhere' },
    });
    await tested.start();
    expect(tested.stage.name).toBe('open');
  });

  it('removes the data after the key, and before the screens say so', async () => {
    const { session: tested, main, store } = session(SIGNED_IN);
    await tested.start();
    const stages: string[] = [];
    const release = store.hold();
    const out = tested.signOut(false);
    await settle();
    stages.push(tested.stage.name);
    expect(main.calls.at(-1)?.name).toBe('account.signOut');
    release();
    await out;
    stages.push(tested.stage.name);
    expect(stages).toEqual(['open', 'signed-out']);
    expect(store.calls.filter((name) => name === 'store.wipe')).toHaveLength(1);
    expect(main.calls.at(-1)?.name).toBe('vault.wiped');
  });

  it('rejects a sign-in that was refused and stays signed out', async () => {
    const { session: tested, main } = session();
    await tested.start();
    main.nextSignIn(new AppError({ code: 'auth' }));
    await expect(tested.signIn('widgetz', 'key')).rejects.toMatchObject({ info: { code: 'auth' } });
    expect(tested.stage.name).toBe('signed-out');
  });

  it('undoes a sign-in that was given up but came through', async () => {
    const { session: tested, main, store } = session();
    await tested.start();
    let arrive: (state: AccountState) => void = () => undefined;
    main.nextSignIn(new Promise((resolve) => (arrive = resolve)));
    const given = tested.signIn('widgetz', 'key');
    await settle();
    tested.cancel();
    arrive(SIGNED_IN);
    await expect(given).rejects.toMatchObject({ info: { code: 'cancelled' } });
    await settle();
    expect(tested.stage.name).toBe('signed-out');
    expect(store.calls).not.toContain('store.open');
    expect(main.calls.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['account.cancelSignIn', 'account.signOut']),
    );

    await tested.signIn('widgetz', 'key');
    expect(tested.stage.name).toBe('open');
  });

  it('makes no call for a sign-in that was given up before it began', async () => {
    const { session: tested, main } = session();
    await tested.start();
    const given = tested.signIn('widgetz', 'key');
    tested.cancel();
    await expect(given).rejects.toMatchObject({ info: { code: 'cancelled' } });
    expect(main.calls.map(({ name }) => name)).not.toContain('account.signIn');
  });

  it('asks again when the main process is back', async () => {
    const { session: tested, main, services } = session();
    await tested.start();
    services.connect(false);
    expect(tested.stage.name).toBe('signed-out');
    main.account(SIGNED_IN);
    services.connect(true);
    await settle();
    expect(tested.stage.name).toBe('open');
  });
});
