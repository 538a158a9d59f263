import { z } from 'zod';
import { accountSchema, accountStateSchema } from '../account.ts';
import { deepLinkSchema } from '../deep-link.ts';
import { commandIdSchema, desktopViewSchema, reminderSchema } from '../desktop.ts';
import { fieldsSchema, policiesSchema } from '../edits/edit.ts';
import { kindSchema, recordKindSchema, recordRefSchema } from '../entities/kind.ts';
import { idSchema, rawRecordSchema } from '../entities/record.ts';
import { erasableRefSchema, erasureSchema } from '../erasure.ts';
import {
  fileRefSchema,
  filesOverviewSchema,
  fileStateSchema,
  keptFilesSchema,
  openedFileSchema,
} from '../files.ts';
import { FILE_PIECE_BYTES } from '../limits.ts';
import { preferencesSchema, shownPreferencesSchema } from '../preferences.ts';
import {
  configurationEntrySchema,
  duplicateSchema,
  editAnswerSchema,
  editsInputSchema,
  idsInputSchema,
  incomingSchema,
  journalEntrySchema,
  listSpecSchema,
  listValueSchema,
  mirrorPageSchema,
  outboxCountsSchema,
  resolveInputSchema,
  searchAnswerSchema,
  settlementSchema,
  storeStateSchema,
  undoAnswerSchema,
  unitSchema,
  viewSchema,
  watchSpecSchema,
  watchValueSchema,
} from '../store-port.ts';
import { pageSurroundingsSchema } from '../surroundings.ts';
import { budgetSettingsSchema, syncStateSchema } from '../sync-state.ts';
import { updatesStateSchema } from '../updates.ts';
import {
  LOCK_TEXT_MAX,
  lockSettingsSchema,
  setLockOutcomeSchema,
  unlockOutcomeSchema,
  vaultStateSchema,
} from '../vault.ts';
import type { Client, Emit, Handlers } from './service.ts';

/** Every call and event between the three places of the app. Nothing crosses that is not listed here. */

const nothing = z.object({});
const done = z.object({ done: z.literal(true) });
const pieceSchema = z.custom<Uint8Array<ArrayBuffer>>(
  (value) => value instanceof Uint8Array && value.byteLength <= FILE_PIECE_BYTES,
  'not a piece of a file',
);

/** 32 bytes as base64. */
const dataKeySchema = z.string().regex(/^[A-Za-z0-9+/]{43}=$/);

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
    /**
     * Makes a PDF of what the page prints, asks where it goes, and writes it there. A browser prints its own pages: the answer says that the page is to do it. Rejects with `storage`
     * when the disk refuses, and with `internal` when the page cannot be drawn.
     */
    'app.printPdf': {
      /** How the file is called unless somebody says otherwise, without its ending. */
      input: z.object({ name: z.string().max(500) }),
      output: z.discriminatedUnion('by', [
        z.object({ by: z.literal('page') }),
        z.object({ by: z.literal('host'), outcome: z.enum(['saved', 'cancelled']) }),
      ]),
    },
    /** What the page is told of the machine; told again whenever it changes. */
    'app.surroundings': { input: pageSurroundingsSchema, output: done },
    'preferences.get': { input: nothing, output: shownPreferencesSchema },
    'preferences.set': { input: preferencesSchema, output: shownPreferencesSchema },
    /** What menus, tray and badge show; told again whenever it changes. A browser shows nothing of it. */
    'desktop.show': { input: desktopViewSchema, output: done },
    /** The link that the app was asked to open, once; null where there is none. */
    'link.take': { input: nothing, output: z.object({ link: deepLinkSchema.nullable() }) },
    'account.state': { input: nothing, output: accountStateSchema },
    /**
     * Checks address and key against the CRM and starts the engine. Rejects with bad-address, auth, forbidden, network, timeout, not-the-crm, not-found, …; and with `other-key` where this
     * device keeps a store of the account that was made with another key: then `person` says whether it is the same one's.
     */
    'account.signIn': {
      input: z.object({
        address: z.string().max(2000),
        key: z.string().min(1).max(500),
        person: z.enum(['same', 'other']).nullable(),
      }),
      output: accountStateSchema,
    },
    /** Ends the sign-in that is on its way, if there is one; it rejects with `cancelled`. */
    'account.cancelSignIn': { input: nothing, output: done },
    /** Starts the sample workspace on this machine and signs in to it. */
    'account.openSample': { input: nothing, output: accountStateSchema },
    /**
     * Forgets the API key. With `keep` what is here stays, sealed, for the next time this person signs in; else the key that seals it is forgotten for good, and the screens have the database
     * deleted. Rejects with `keychain`, still signed in, where a key cannot be removed from there.
     */
    'account.signOut': { input: z.object({ keep: z.boolean() }), output: accountStateSchema },
    'vault.state': { input: nothing, output: vaultStateSchema },
    /** Opens what is locked, by PIN or passphrase, or by the recovery code. */
    'vault.unlock': {
      input: z.object({ by: z.enum(['lock', 'recovery']), text: z.string().max(LOCK_TEXT_MAX) }),
      output: z.object({ outcome: unlockOutcomeSchema }),
    },
    /** Asks the keychain again. */
    'vault.retry': { input: nothing, output: done },
    /** Asks the CRM for a sign of life, which a store that is locked for its age wants. Rejects with network, auth, … */
    'vault.reach': { input: nothing, output: done },
    /** Locks now. `locked` is false where no lock is set. */
    'vault.lock': { input: nothing, output: z.object({ locked: z.boolean() }) },
    /** Somebody has typed or moved something on the page. */
    'vault.active': { input: nothing, output: done },
    /** Throws away what cannot be opened, and begins anew. The screens have the database deleted when the state says `fresh`. */
    'vault.startAgain': { input: nothing, output: done },
    /** The database that was sealed with a key that is gone has been deleted. */
    'vault.wiped': { input: z.object({ accountId: accountSchema.shape.id }), output: done },
    /** The recovery code, to be written down: the one that is not confirmed yet, or a new one (then the old one opens nothing any more). */
    'vault.recoveryCode': {
      input: z.object({ anew: z.boolean() }),
      output: z.object({ code: z.string() }),
    },
    /** The rep says that the code is written down. It is not shown again. */
    'vault.recoveryNoted': { input: nothing, output: done },
    /** Sets a lock, or takes it away (null). `current` is the one that is set. */
    'vault.setLock': {
      input: z.object({
        text: z.string().max(LOCK_TEXT_MAX).nullable(),
        current: z.string().max(LOCK_TEXT_MAX).nullable(),
      }),
      output: z.object({ outcome: setLockOutcomeSchema }),
    },
    'vault.settle': { input: lockSettingsSchema, output: done },
    'sync.state': { input: nothing, output: syncStateSchema },
    /** Sends what is waiting and asks for what is new, at once; ends a wait for the network, never one that the CRM has asked for. */
    'sync.now': { input: nothing, output: done },
    /** Fetches all the same though power or data are to be spared, until the reason for that has gone. */
    'sync.goOn': { input: nothing, output: done },
    /** Walks all kinds again from their beginning. */
    'sync.walkAgain': { input: nothing, output: done },
    /** The user looks at a record: it and what belongs to it are read where they are old. Does nothing without a network. */
    'sync.look': { input: z.object({ ref: recordRefSchema }), output: done },
    /** Before a trip: these records, the first ones first, are read with all that belongs to them, and everything that is new with them. `sync.state` says how far it is. */
    'sync.fill': { input: z.object({ refs: z.array(recordRefSchema).max(500) }), output: done },
    /** An edit was saved, undone, retried or resolved: there may be something to send. */
    'sync.edited': { input: nothing, output: done },
    /** The user's answer to a mass deletion: take the records away here, or keep them and look again with the next sweep. */
    'sync.answerMassDeletion': {
      input: z.object({ kind: kindSchema, remove: z.boolean() }),
      output: done,
    },
    /**
     * Erases a record and all that belongs to it, in the CRM and here, for good. It is done now or not at all: never queued. Rejects with `network` where there is none, with
     * `rate-limited`, `forbidden`, `validation`, …, and with `unsure` where nobody can say what became of it.
     */
    'record.forget': {
      input: z.object({ ref: erasableRefSchema }),
      output: z.object({ outcome: erasureSchema }),
    },
    /** How many of the account's calls this device may use. */
    'budget.set': { input: budgetSettingsSchema, output: budgetSettingsSchema },
    'budget.get': { input: nothing, output: budgetSettingsSchema },
    /** What the files of the CRM take on this laptop; told again whenever it changes. */
    'files.overview': { input: nothing, output: filesOverviewSchema },
    /** Where files of a record are, by their ids. They change with `files.changed`. */
    'files.states': {
      input: z.object({ record: recordRefSchema, ids: z.array(idSchema).max(1000) }),
      output: z.object({ states: z.record(z.string(), fileStateSchema) }),
    },
    /**
     * Opens a file of a record: from this laptop where it is here, else it is fetched first, which goes on from where an earlier try ended. What the system opens is a copy in the clear that is
     * taken away again; what might be a program is saved where the user says instead. Rejects with `network` where it is not here and there is none, with `not-found`, `rate-limited`, `storage`,
     * `too-large` (it is larger than the room for files), and with `cancelled`.
     */
    'files.open': { input: z.object({ file: fileRefSchema }), output: openedFileSchema },
    /** Ends the fetching of a file that somebody waits for; it rejects with `cancelled`. What has come of it stays for the next time. */
    'files.cancel': { input: z.object({ file: fileRefSchema }), output: done },
    /** Takes away what is not of pinned records, and what was begun. */
    'files.clear': { input: nothing, output: filesOverviewSchema },
    'updates.state': { input: nothing, output: updatesStateSchema },
    /** Looks for an update now; what comes of it is told by `updates.changed`. */
    'updates.check': { input: nothing, output: done },
    /** Quits once nothing is being sent, puts the update that is ready in place, and starts it. Does nothing where none is ready. */
    'updates.restart': { input: nothing, output: done },
    /** What is new, or that an update could not be installed, has been seen. */
    'updates.seen': { input: nothing, output: done },
  },
  events: {
    'preferences.changed': shownPreferencesSchema,
    /** A command was chosen in the menu bar. */
    'command.chosen': z.object({ id: commandIdSchema }),
    /** A link waits to be taken. */
    'link.waiting': nothing,
    /** Tasks and appointments to remind of, where there is no desktop that does it. */
    'reminders.due': z.object({ reminders: z.array(reminderSchema) }),
    'account.changed': accountStateSchema,
    'vault.changed': vaultStateSchema,
    'sync.changed': syncStateSchema,
    /** What is on this laptop of the CRM's files has changed, or one of them is on its way; at most four times a second. */
    'files.changed': filesOverviewSchema,
    'updates.changed': updatesStateSchema,
  },
} as const;

/** Served by the store worker to the screens. */
export const storeForUi = {
  calls: {
    /**
     * Opens the account's database and builds the memory index. Waits a while for the account's key where nobody has spoken of it yet. Rejects with `store-unavailable`: `locked`
     * while the key is kept back, `open-elsewhere` when another window has the database; and with `storage` when the disk refuses, or when the database was sealed with another key
     * (`wrong-key`), and then nothing was touched.
     */
    'store.open': {
      input: z.object({ account: accountSchema.pick({ id: true }) }),
      output: storeStateSchema,
    },
    /** Closes the database, and deletes it when `wipe` is set. */
    'store.close': { input: z.object({ wipe: z.boolean() }), output: done },
    /** Deletes an account's database, open or not, whatever it is sealed with. */
    'store.wipe': { input: z.object({ account: accountSchema.pick({ id: true }) }), output: done },
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
    /** A list once, without being told of its changes. */
    'list.read': { input: z.object({ spec: listSpecSchema }), output: listValueSchema },
    /** The ids of a list in its order, from `offset` on: to choose many at once. `total` is how many match. */
    'list.ids': {
      input: idsInputSchema,
      output: z.object({ ids: z.array(idSchema), total: z.number().int() }),
    },
    /** Finds records of any kind by words in any order, as prefixes. */
    search: {
      input: z.object({
        text: z.string().max(500),
        limit: z.number().int().min(1).max(200),
        kinds: z.array(recordKindSchema).nullable(),
      }),
      output: searchAnswerSchema,
    },
    /** What records are called now, by `refKey`; those that are not here are left out. */
    titles: {
      input: z.object({ refs: z.array(recordRefSchema).max(1000) }),
      output: z.object({ titles: z.record(z.string(), z.string()) }),
    },
    /**
     * Saves edits, all or none, in one durable transaction; when it answers they are saved, and the live queries follow. Local ids are given out; an
     * edit may refer to a local id that an earlier one got.
     */
    edit: { input: editsInputSchema, output: editAnswerSchema },
    /**
     * Writes a piece of a file that is to be attached, durably, the first one first; all but the last have `FILE_PIECE_BYTES`. The `attach` that names the file follows: without it
     * the pieces go when the database is opened the next time. Rejects with `bad-call` for a piece that is not the next one.
     */
    'file.put': {
      input: z.object({ id: z.uuid(), piece: z.number().int().nonnegative(), bytes: pieceSchema }),
      output: done,
    },
    /** Lets go of the pieces of a file that is not to be attached after all. */
    'file.drop': { input: z.object({ id: z.uuid() }), output: done },
    /** Takes back an edit that is not on its way, with its dependants when `withDependants`. Rejects with `not-found` when it is gone, `too-late` when it may be at the server. */
    'edit.undo': {
      input: z.object({ editId: z.uuid(), withDependants: z.boolean() }),
      output: undoAnswerSchema,
    },
    /** Puts parked edits back into the queue, and lets waiting ones go at once. */
    'outbox.retry': { input: z.object({ editIds: z.array(z.uuid()) }), output: done },
    /** The user's answer to a question: which record it is, or null to send it again. */
    'outbox.answer': {
      input: z.object({ editId: z.uuid(), recordId: idSchema.nullable() }),
      output: done,
    },
    /** The outbox, conflicts included, as a JSON text for a file. */
    'outbox.export': { input: nothing, output: z.object({ json: z.string() }) },
    /** Lets go of the edits and conflicts that cannot be read any more. */
    'outbox.dropUnreadable': { input: nothing, output: done },
    'conflict.resolve': { input: resolveInputSchema, output: done },
    'notice.dismiss': { input: z.object({ target: recordRefSchema }), output: done },
    'policies.set': { input: z.object({ policies: policiesSchema }), output: done },
    /** Records here that share a mail address, a phone number or, for accounts, the name. `except` is the record itself. */
    duplicates: {
      input: z.object({ kind: kindSchema, fields: fieldsSchema, except: idSchema.nullable() }),
      output: z.object({ duplicates: z.array(duplicateSchema) }),
    },
    /** Whether a record and what belongs to it is kept fresh for times without a network. */
    pin: { input: z.object({ ref: recordRefSchema, pinned: z.boolean() }), output: done },
    /** What was being written when the app ended, by what it was written in: it lies sealed with everything else, and goes with the account. */
    'drafts.read': { input: nothing, output: z.object({ drafts: z.record(z.string(), z.string()) }) },
    /** Keeps what is being written over a crash; null where there is nothing any more. */
    'draft.put': {
      input: z.object({ key: z.string().max(300), text: z.string().max(2_000_000).nullable() }),
      output: done,
    },
    /** Saves views of lists, new or changed, all or none, durably. */
    'views.put': { input: z.object({ views: z.array(viewSchema).min(1).max(1000) }), output: done },
    'views.remove': { input: z.object({ id: z.uuid() }), output: done },
  },
  events: {
    'watch.changed': z.object({ watchId: z.number().int(), value: watchValueSchema }),
  },
} as const;

/** Served by the store worker to the sync engine. */
export const storeForSync = {
  calls: {
    /**
     * Hands over the key that an account's database is sealed with. It goes straight from the main process to the worker, never through the page. It is given before the account is told
     * of, and again to each worker that comes; an account that is open already stays as it is.
     */
    'store.key': { input: z.object({ accountId: accountSchema.shape.id, key: dataKeySchema }), output: done },
    /** Closes the database and forgets every key. Until one is given, `store.open` rejects with `store-unavailable: locked`. */
    'store.lock': { input: nothing, output: done },
    /** The answer to `store.upgrading`: without a copy the database stays as it is, and `store.open` rejects with `storage: outbox-not-saved`. */
    'store.upgrade': { input: z.object({ outboxIsSaved: z.boolean() }), output: done },
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
    /** Stores what came from the server, all or none; pending edits are replayed on it, and conflicts are found. `changed` counts records. */
    'store.apply': { input: incomingSchema, output: z.object({ changed: z.number().int() }) },
    /** The ids of the records of a kind that the server knows, ascending: those above `after` (null: from the lowest) and up to `upTo` (null: to the highest). */
    'store.ids': {
      input: z.object({ kind: recordKindSchema, after: idSchema.nullable(), upTo: idSchema.nullable() }),
      output: z.object({ ids: z.array(idSchema) }),
    },
    /** What the server last said of records; null where there is nothing. In the order asked for. */
    'store.bases': {
      input: z.object({ refs: z.array(recordRefSchema) }),
      output: z.object({ bases: z.array(rawRecordSchema.nullable()) }),
    },
    /** Which of these ids this device has made itself: they belong to other edits already. */
    'store.bound': {
      input: z.object({ kind: recordKindSchema, ids: z.array(idSchema) }),
      output: z.object({ bound: z.array(idSchema) }),
    },
    /**
     * Records whose details are worth fetching before they are needed, most needed first: pinned ones, whom the next three days' tasks and appointments are about, open
     * deals. Only those whose details were read before `staleBefore` or never.
     */
    'store.prefetch': {
      input: z.object({ now: z.number(), staleBefore: z.number(), limit: z.number().int().max(500) }),
      output: z.object({ refs: z.array(recordRefSchema) }),
    },
    /** The user's open tasks that are due, and his appointments that begin, in a time; none where it is not known who the user is. */
    'store.reminders': {
      input: z.object({ from: z.number(), to: z.number() }),
      output: z.object({ reminders: z.array(reminderSchema) }),
    },
    /** The files of pinned records, as they were listed last. Links are none. */
    'store.keptFiles': { input: nothing, output: z.object({ records: z.array(keptFilesSchema) }) },
    /** A piece of a file that waits to be attached, as base64: not every transport carries bytes. Null after the last one. */
    'file.read': {
      input: z.object({ id: z.uuid(), piece: z.number().int().nonnegative() }),
      output: z.object({ base64: z.string().nullable() }),
    },
    /** Which of these files of the server's this device has attached itself: they belong to other edits already. */
    'file.claimed': {
      input: z.object({ ids: z.array(idSchema) }),
      output: z.object({ claimed: z.array(idSchema) }),
    },
    'journal.add': { input: z.object({ entries: z.array(journalEntrySchema) }), output: done },
    /**
     * Units that may be sent, in order: dependencies done, no conflict, nothing of the same target on its way or unsure, `notBefore` reached. `next` is when the earliest
     * of the others becomes due by time alone.
     */
    'outbox.ready': {
      input: z.object({ now: z.number(), limit: z.number().int().min(1).max(1000) }),
      output: z.object({
        units: z.array(unitSchema),
        next: z.number().nullable(),
        counts: outboxCountsSchema,
      }),
    },
    /**
     * Marks units as being sent, durably, and gives them as they are now. Those that have changed since, or must not be sent any more, are left out. Nothing may be sent that
     * was not given here.
     */
    'outbox.begin': {
      input: z.object({
        units: z.array(z.array(z.uuid()).min(1)),
        now: z.number(),
        serverTime: z.number(),
      }),
      output: z.object({ begun: z.array(unitSchema) }),
    },
    /** Writes down what became of units, in one transaction: states, bases, and server ids in place of local ones everywhere. */
    'outbox.settle': { input: z.object({ settlements: z.array(settlementSchema) }), output: done },
    /** Everything that was being sent when the engine ended becomes unsure. Called once before an engine sends. */
    'outbox.recover': {
      input: z.object({ now: z.number() }),
      output: z.object({ unsure: z.number().int() }),
    },
    /** Units that are unsure, as they were sent, oldest first, whether or not they may be probed yet (`edit.state.notBefore`). */
    'outbox.unsure': { input: nothing, output: z.object({ units: z.array(unitSchema) }) },
  },
  events: {
    /** The database of an account is open and its index built; told again after each opening. */
    'store.opened': storeStateSchema,
    /** An older database is about to be upgraded: its outbox, as base64 and sealed with the account's key, is to be written to a file first. `store.upgrade` answers. */
    'store.upgrading': z.object({
      accountId: accountSchema.shape.id,
      from: z.number().int(),
      to: z.number().int(),
      sealed: z.base64(),
    }),
    /** The outbox changed by the user's hand. */
    'outbox.changed': nothing,
    /** A record was pinned or let go, or the files of a pinned one were listed anew: `store.keptFiles` says something else. */
    'keptFiles.changed': nothing,
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
