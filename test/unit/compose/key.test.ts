import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { compose } from '../../../electron/compose.ts';
import { memorySecretStore } from '../../../electron/credentials/memory-secret-store.ts';
import type { SecretStore } from '../../../electron/credentials/secret-store.ts';
import type { IdleEvent, Services } from '../../../electron/host.ts';
import { memoryLog } from '../../../electron/log/memory-log.ts';
import { startSampleServer, type SampleServer } from '../../../electron/sample/server.ts';
import { noUpdates } from '../../../electron/updates/updates.ts';
import type { Port } from '../../../shared/rpc/port.ts';

const KEY = 'unitKey7f3a9c51d0b2';
const closing: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of closing.splice(0).reverse()) await one.close();
});

/** What main told, to the page and to the store, in the order it did. */
interface Started {
  readonly services: Services;
  readonly told: string[];
  call(name: string, input: unknown): Promise<unknown>;
  attach(): void;
  sleep(): void;
}

async function start(dir: string, secrets: SecretStore): Promise<Started> {
  const told: string[] = [];
  let sleep: (event: IdleEvent) => void = () => undefined;
  const services = await compose({
    userDataDir: dir,
    version: '1.0.0',
    host: 'browser',
    platform: 'linux',
    secrets,
    log: memoryLog(),
    printPdf: null,
    files: { by: 'page', offer: () => '' },
    idle: {
      seconds: () => 0,
      onEvent(listener) {
        sleep = listener;
        return () => undefined;
      },
    },
    power: null,
    updates: noUpdates('browser'),
    desktop: null,
  });
  closing.push(services);
  services.onEvent((name, event) => {
    if (name === 'account.changed' || name === 'vault.changed')
      told.push(
        `${name} ${(event as { name?: string; status?: string }).name ?? (event as { status: string }).status}`,
      );
  });
  return {
    services,
    told,
    async call(name, input) {
      const envelope = await services.dispatch(name, input);
      if (!envelope.ok) throw new Error(JSON.stringify(envelope.error));
      return envelope.value;
    },
    attach() {
      let hear: (message: unknown) => void = () => undefined;
      const port: Port = {
        post(message) {
          const { id, name } = message as { id: number; name: string };
          told.push(name);
          queueMicrotask(() => hear({ type: 'answer', id, envelope: { ok: true, value: { done: true } } }));
        },
        listen(onMessage) {
          hear = onMessage;
        },
      };
      services.attachStore(port);
    },
    sleep: () => sleep('suspend'),
  };
}

async function server(): Promise<SampleServer> {
  const sample = await startSampleServer({ records: 10, token: KEY });
  closing.push(sample);
  return sample;
}

describe('the data key', () => {
  it('is at the store before the page hears of the account, and at each worker that comes', async () => {
    const { address } = await server();
    const dir = await mkdtemp(join(tmpdir(), 'satchel-compose-'));
    const secrets: SecretStore = { ...memorySecretStore(), durable: true };
    const first = await start(dir, secrets);
    first.attach();
    await first.call('account.signIn', { address, key: KEY, person: null });
    expect(first.told).toEqual([
      'vault.changed opening',
      'store.key',
      'vault.changed open',
      'account.changed signed-in',
    ]);
    first.told.length = 0;
    first.attach();
    // Each window's worker is told; one of them has the database.
    await expect.poll(() => first.told).toEqual(['store.key', 'store.key']);

    const again = await start(dir, secrets);
    again.attach();
    await expect.poll(() => again.told).toContain('store.key');
    await expect
      .poll(() => again.call('account.state', {}))
      .toMatchObject({ status: 'signed-in', key: 'keychain' });
  });

  it(
    'is taken back before the page hears that it is locked, also when the machine sleeps',
    { timeout: 20_000 },
    async () => {
      const { address } = await server();
      const dir = await mkdtemp(join(tmpdir(), 'satchel-compose-'));
      const { told, call, attach, sleep } = await start(dir, { ...memorySecretStore(), durable: true });
      attach();
      await call('account.signIn', { address, key: KEY, person: null });
      await call('vault.recoveryCode', { anew: false });
      await call('vault.recoveryNoted', {});
      expect(await call('vault.lock', {})).toEqual({ locked: false });
      expect(await call('vault.setLock', { text: '271828', current: null })).toEqual({ outcome: 'done' });
      told.length = 0;
      sleep();
      await expect.poll(() => told).toEqual(['store.lock', 'vault.changed locked']);
      expect(await call('vault.unlock', { by: 'lock', text: '314159' })).toEqual({ outcome: 'wrong' });
      told.length = 0;
      expect(await call('vault.unlock', { by: 'lock', text: '271828' })).toEqual({ outcome: 'open' });
      // The API key, sealed meanwhile, is read again.
      await expect.poll(() => told).toEqual(['store.key', 'vault.changed open', 'account.changed signed-in']);
      expect(await call('account.state', {})).toMatchObject({ key: 'keychain' });
    },
  );
});
