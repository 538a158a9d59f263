import type { Log } from '../../shared/log.ts';
import { storeForSync, storeForUi } from '../../shared/rpc/contract.ts';
import { createDispatch } from '../../shared/rpc/dispatch.ts';
import { webPort } from '../../shared/rpc/message-port.ts';
import { servePort, type Port } from '../../shared/rpc/port.ts';
import { workerBootSchema } from '../../shared/rpc/worker-boot.ts';
import { errorInfoOf } from '../../shared/errors.ts';
import { jsonCodec } from './disk/codec.ts';
import { databaseName } from './disk/database.ts';
import { aesSeal } from './disk/seal.ts';
import { keepSocket, type Socket } from './socket-port.ts';
import { createStore } from './store.ts';
import { webLocks } from './web-locks.ts';
import { webScheduler } from './web-scheduler.ts';

/** The entry of the store worker: it waits for the page's first message, then serves both sides. */

type Tell = (name: string, event: unknown) => void;

/** Facts only, never anything out of a record; the worker's console is shown in the page's developer tools. */
const log: Log = {
  info: () => undefined,
  warn: (event, facts) => console.warn(event, facts),
  error: (event, facts) => console.error(event, facts),
};

/** What this worker was built of: its own file is named by it. A dev server's is not, and changes at any moment. */
function buildOf(address: string): string | null {
  return /\/worker-[\w-]{8,}\.js$/.exec(new URL(address).pathname)?.[0] ?? null;
}

function start(boot: MessageEvent): void {
  const request = workerBootSchema.parse(boot.data);
  const scheduler = webScheduler();
  let tellSync: Tell = () => undefined;
  let tellUi: Tell = () => undefined;
  const store = createStore({
    indexedDB,
    IDBKeyRange,
    codec: jsonCodec(),
    makeSeal: (accountId, key) => aesSeal(databaseName(accountId), key),
    locks: webLocks(navigator.locks),
    scheduler,
    log,
    build: buildOf(import.meta.url),
    now: Date.now,
    newId: () => crypto.randomUUID(),
    tellUi: (name, event) => tellUi(name, event),
    tellSync: (name, event) => tellSync(name, event),
  });
  const onFailure = (name: string, error: unknown): void =>
    log.error('store.call', { name, code: errorInfoOf(error).code });
  const syncDispatch = createDispatch(storeForSync, store.sync, onFailure);

  /** Serves the sync engine; one that came later replaces the one before. */
  function serveSync(port: Port): void {
    const tell = servePort(port, syncDispatch, () => {
      if (tellSync === tell) tellSync = () => undefined;
    });
    tellSync = tell;
    const state = store.state();
    if (state) tell('store.opened', state);
  }

  tellUi = servePort(webPort(self), createDispatch(storeForUi, store.ui, onFailure), () => undefined);
  if (request.sync === 'socket') {
    // eslint-disable-next-line no-restricted-globals -- the browser host's way to the sync engine; the policy allows loopback alone
    const connect = (): Socket => new WebSocket(request.url, ['satchel', request.token]);
    keepSocket({ connect, serve: serveSync, scheduler, chance: Math.random, log });
  } else {
    const port = boot.ports[0];
    if (!port) throw new Error('the boot message came without a port');
    serveSync(webPort(port));
  }
}

self.addEventListener('message', start, { once: true });
