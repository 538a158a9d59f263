import { createHash } from 'node:crypto';
import { setTimeout as timeout } from 'node:timers/promises';
import { keychainSecretStore, type Wait } from '../../../electron/credentials/keychain.ts';
import { loadKeytar } from '../../../electron/credentials/keytar.ts';
import { openSecretStore } from '../../../electron/credentials/open-secret-store.ts';
import { memoryLog } from '../../../electron/log/memory-log.ts';
import { systemClock } from '../../../electron/system-clock.ts';
import { openVault } from '../../../electron/vault/open-vault.ts';
import { errorInfoOf } from '../../../shared/errors.ts';

/** A process that asks the real keychain, as the app does: `keychain-client.ts read|write|remove|vault NAME [SECRET]`. It prints what came of it as JSON. */
const [what = '', name = '', secret = ''] = process.argv.slice(2);
const SERVICE = 'Satchel test';
/** A keychain that hangs is given up sooner than in the app, or the tests would take as long. */
const PATIENCE_MS = 2_000;

const wait: Wait = (_ms, signal) => timeout(PATIENCE_MS, undefined, { signal, ref: false });

async function run(): Promise<unknown> {
  if (what === 'vault') {
    // `name` is the app's folder.
    const secrets = await openSecretStore({
      service: SERVICE,
      platform: process.platform,
      log: memoryLog(),
      wait,
    });
    const { vault } = openVault({
      dir: name,
      secrets,
      clock: systemClock(),
      log: memoryLog(),
      onChanged: () => Promise.resolve(),
    });
    await vault.open('widgetz');
    const key = vault.key();
    // Never the key itself, in a test either.
    return { state: vault.state(), key: key && createHash('sha256').update(key).digest('hex') };
  }
  const store = keychainSecretStore({ keytar: await loadKeytar(process.platform), service: SERVICE, wait });
  if (what === 'write') await store.write(name, secret);
  else if (what === 'remove') await store.remove(name);
  else return { secret: await store.read(name) };
  return {};
}

console.log(JSON.stringify(await run().catch((error: unknown) => ({ error: errorInfoOf(error) }))));
// The native library may still be waiting for an answer.
process.exit(0);
