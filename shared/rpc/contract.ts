import { z } from 'zod';
import { accountSchema, accountStateSchema } from '../account.ts';
import { kindSchema } from '../entities/kind.ts';
import {
  configurationEntrySchema,
  mirrorPageSchema,
  searchAnswerSchema,
  storeStateSchema,
  watchSpecSchema,
  watchValueSchema,
} from '../store-port.ts';
import { syncStateSchema } from '../sync-state.ts';
import type { Client, Emit, Handlers } from './service.ts';

/** Every call and event between the three places of the app. Nothing crosses that is not listed here. */

const nothing = z.object({});
const done = z.object({ done: z.literal(true) });

/** Served by the main process to the screens. There is no call that reads a secret. */
export const mainForUi = {
  calls: {
    'app.info': {
      input: nothing,
      output: z.object({
        version: z.string(),
        host: z.enum(['electron', 'browser']),
        platform: z.string(),
        /** Whether the OS keychain can be used; if not, keys live in memory until the app quits. */
        keychain: z.boolean(),
      }),
    },
    'account.state': { input: nothing, output: accountStateSchema },
    /** Checks address and key against the CRM and starts the engine. Rejects with bad-address, auth, forbidden, network, timeout, not-the-crm, not-found, … */
    'account.signIn': {
      input: z.object({ address: z.string().max(2000), key: z.string().min(1).max(500) }),
      output: accountStateSchema,
    },
    /** Ends the sign-in that is on its way, if there is one; it rejects with `cancelled`. */
    'account.cancelSignIn': { input: nothing, output: done },
    /** Starts the sample workspace on this machine and signs in to it. */
    'account.openSample': { input: nothing, output: accountStateSchema },
    /** Forgets the key. The account's database is wiped by the store worker afterwards, at the screens' request. */
    'account.signOut': { input: nothing, output: accountStateSchema },
    'sync.state': { input: nothing, output: syncStateSchema },
    /** Goes on at once where the engine waits or is idle; walks all kinds again. */
    'sync.now': { input: nothing, output: done },
  },
  events: {
    'account.changed': accountStateSchema,
    'sync.changed': syncStateSchema,
  },
} as const;

/** Served by the store worker to the screens. */
export const storeForUi = {
  calls: {
    /**
     * Opens the account's database and builds the memory index. Rejects with `store-unavailable: open-elsewhere` when another window
     * has it, and with `storage` when the disk refuses.
     */
    'store.open': {
      input: z.object({ account: accountSchema.pick({ id: true }) }),
      output: storeStateSchema,
    },
    /** Closes the database, and deletes it when `wipe` is set. */
    'store.close': { input: z.object({ wipe: z.boolean() }), output: done },
    /** Starts a live query: the value now, and an event `watch.changed` after each change of it. */
    'watch.open': {
      input: watchSpecSchema,
      output: z.object({ watchId: z.number().int(), value: watchValueSchema }),
    },
    /** Asks something else of a live query (another range, sort or text). */
    'watch.move': {
      input: z.object({ watchId: z.number().int(), spec: watchSpecSchema }),
      output: watchValueSchema,
    },
    'watch.close': { input: z.object({ watchId: z.number().int() }), output: done },
    /** Finds records of any kind by words in any order, as prefixes. */
    search: {
      input: z.object({
        text: z.string().max(500),
        limit: z.number().int().min(1).max(200),
        kinds: z.array(kindSchema).nullable(),
      }),
      output: searchAnswerSchema,
    },
  },
  events: {
    'watch.changed': z.object({ watchId: z.number().int(), value: watchValueSchema }),
  },
} as const;

/** Served by the store worker to the sync engine. */
export const storeForSync = {
  calls: {
    'store.state': { input: nothing, output: storeStateSchema },
    /** Stores pieces of the configuration, all or none. */
    'store.putConfiguration': {
      input: z.object({
        entries: z.array(configurationEntrySchema),
        absentKinds: z.array(kindSchema),
        at: z.number(),
      }),
      output: done,
    },
    /** Stores a page and its cursor in one transaction. */
    'store.applyPage': { input: mirrorPageSchema, output: z.object({ count: z.number().int() }) },
  },
  events: {
    /** The database of an account is open and its index built; told again after each opening. */
    'store.opened': storeStateSchema,
  },
} as const;

export type MainForUi = typeof mainForUi;
export type StoreForUi = typeof storeForUi;
export type StoreForSync = typeof storeForSync;
export type MainForUiHandlers = Handlers<MainForUi>;
export type StoreForUiHandlers = Handlers<StoreForUi>;
export type StoreForSyncHandlers = Handlers<StoreForSync>;
export type MainForUiClient = Client<MainForUi>;
export type StoreForUiClient = Client<StoreForUi>;
export type StoreForSyncClient = Client<StoreForSync>;
export type EmitToUi = Emit<MainForUi>;
export type EmitToStoreUi = Emit<StoreForUi>;
export type EmitToSync = Emit<StoreForSync>;
