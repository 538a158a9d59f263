import { describe, expect, it } from 'vitest';
import {
  KEYCHAIN_TIMEOUT_MS,
  keychainSecretStore,
  type Wait,
} from '../../../electron/credentials/keychain.ts';
import { fakeKeytar, never } from './fake-keytar.ts';

describe('keychainSecretStore', () => {
  it('keeps, gives and forgets secrets under its own service', async () => {
    const keytar = fakeKeytar();
    const store = keychainSecretStore({ keytar, service: 'Satchel test', wait: never });
    expect(store.durable).toBe(true);
    expect(await store.read('widgetz')).toBeNull();
    await store.write('widgetz', 'key-1');
    expect(await store.read('widgetz')).toBe('key-1');
    expect([...keytar.entries]).toEqual([['Satchel test/widgetz', 'key-1']]);
    await store.remove('widgetz');
    await store.remove('widgetz');
    expect(await store.read('widgetz')).toBeNull();
  });

  it('tells of a keychain that refuses, and never the secret', async () => {
    const keytar = fakeKeytar();
    keytar.failWith(new Error('The collection is locked'));
    const store = keychainSecretStore({ keytar, service: 'Satchel test', wait: never });
    for (const attempt of [store.read('a'), store.write('a', 'the-secret'), store.remove('a')]) {
      await expect(attempt).rejects.toMatchObject({
        info: { code: 'keychain', reason: 'The collection is locked' },
      });
    }
  });

  it('gives up on a keychain that does not answer', async () => {
    const keytar = fakeKeytar();
    keytar.hang();
    const waits: number[] = [];
    const store = keychainSecretStore({
      keytar,
      service: 'Satchel test',
      wait: (ms) => {
        waits.push(ms);
        return Promise.resolve();
      },
    });
    await expect(store.read('a')).rejects.toMatchObject({ info: { code: 'keychain', reason: 'timeout' } });
    expect(waits).toEqual([KEYCHAIN_TIMEOUT_MS]);
  });

  it('stops waiting when the answer is there', async () => {
    const signals: AbortSignal[] = [];
    const wait: Wait = (_ms, signal) => {
      signals.push(signal);
      return new Promise((_resolve, reject) =>
        signal.addEventListener('abort', () => reject(signal.reason as Error)),
      );
    };
    const store = keychainSecretStore({ keytar: fakeKeytar(), service: 'Satchel test', wait });
    await store.write('a', 'b');
    expect(signals.map((signal) => signal.aborted)).toEqual([true]);
  });
});
