import { createSampleApp, type SampleApp } from '../../../electron/sample/app.ts';
import { generate } from '../../../electron/sample/data/generate.ts';
import type { CrmRequest } from '../../../electron/crm/transport.ts';
import type { Flavour } from '../../../electron/sample/quirks.ts';
import type { Row, TableName } from '../../../electron/sample/state/row.ts';
import type { Policies } from '../../../shared/edits/edit.ts';
import type { RecordKind, RecordRef } from '../../../shared/entities/kind.ts';
import { errorInfoOf, type ErrorInfo } from '../../../shared/errors.ts';
import type { StoreForUiHandlers } from '../../../shared/rpc/contract.ts';
import type { Conflict } from '../../../shared/edits/edit.ts';
import type { OutboxEntry, RecordValue, WatchSpec, ValueOf } from '../../../shared/store-port.ts';
import { Chance } from './chance.ts';
import { Device } from './device.ts';
import { Disk } from './disk.ts';
import { History } from './history.ts';
import { Kernel } from './kernel.ts';
import type { Line, WireFault } from './transport.ts';
import { Told, type ToldEdit } from './told.ts';

/** Monday, some time before the rep's day begins. */
const START = Date.UTC(2026, 10, 23, 7);
const SIZES = { leads: 5, contacts: 7, sales_accounts: 4, deals: 5 };
const SUITE_SIZES = { ...SIZES, leads: 0 };
/** How long the rep waits for the store before something must be wrong, in virtual milliseconds. */
const STUCK_MS = 60_000;

/** A fault that waits for the request it is meant for. */
export interface PlannedFault {
  readonly on: 'read' | 'write' | 'any';
  /** So many that would fit are let through before. */
  skip: number;
  readonly fault: WireFault;
}

/** A promise that was broken. */
export interface Violation {
  readonly rule: string;
  readonly what: string;
}

/** A kill that waits for its moment. */
export interface PlannedKill {
  readonly what: 'all' | 'engine' | 'store';
  readonly atStep: number | null;
  readonly atCommit: number | null;
  readonly downMs: number;
}

/** What the store answered, what it rejected with, or that no answer came because the app died. */
export type Answer<T> =
  | { readonly is: 'answer'; readonly value: T }
  | { readonly is: 'refused'; readonly error: ErrorInfo }
  | { readonly is: 'lost' };

/** Generated workspaces, by what they follow from; rows are never changed in place, so worlds share them. */
export type Workspaces = Map<string, ReadonlyMap<TableName, readonly Row[]>>;

/** One device, one account's server, and everybody who works in it. */
export class World {
  readonly kernel = new Kernel(START);
  readonly disk = new Disk();
  readonly told = new Told();
  readonly faults: PlannedFault[] = [];
  readonly line: Line;
  readonly trace: string[] = [];
  readonly violations: Violation[] = [];
  /** Fields of which the rep was shown that the server did not take them. */
  readonly noticed = new Set<string>();
  /** Records that this user could not see for a while, by `refKey`. */
  readonly hiddenOnce = new Set<string>();
  /** How often each command could be done. */
  readonly done = new Map<string, number>();
  readonly faultsMet = new Map<string, number>();
  app!: SampleApp;
  device!: Device;
  history!: History;
  kill: PlannedKill | null = null;
  policies: Policies = {};
  /** When the account's limit last changed or somebody else used it up. */
  limitChangedAt = -Infinity;
  hasLimit = false;
  readonly #chance: Chance;
  /** Whether everything has been here once. */
  #isWalked = false;

  constructor(seed: number) {
    this.#chance = new Chance(seed * 7919 + 13);
    this.line = {
      isOn: true,
      isRevoked: false,
      log: [],
      poisoned: new Set(),
      fault: (request) => this.#faultFor(request),
      around: async (wire, act) => {
        const before = this.history.wire;
        this.history.wire = wire;
        try {
          return await act();
        } finally {
          this.history.wire = before;
        }
      },
    };
  }

  /** Opens the account and starts the app. */
  async begin(seed: number, workspaces: Workspaces): Promise<void> {
    const flavour: Flavour = seed % 4 === 3 ? 'suite' : 'classic';
    const sizes = flavour === 'suite' ? SUITE_SIZES : SIZES;
    const workspace = { seed: seed % 5, sizes, flavour, madeAt: START };
    const key = JSON.stringify(workspace);
    let rows = workspaces.get(key);
    if (rows === undefined) workspaces.set(key, (rows = generate(workspace)));
    const chance = this.#chance;
    const limited = chance.is(0.3);
    this.hasLimit = limited;
    this.app = await createSampleApp({
      seed: workspace.seed,
      records: sizes,
      flavour,
      rows,
      clock: { now: () => this.kernel.now() },
      quirks: {
        customFieldReplacedWhole: chance.is(0.7),
        deletedStillReadable: chance.is(0.5),
        hiddenIsNotFound: chance.is(0.5),
        phoneCallWrapperFails: chance.is(0.2),
        legacyValidation500: chance.is(0.1),
        localisedMessages: chance.pick([null, null, 'nl', 'es'] as const),
        updatedAtStaysForDerived: chance.is(0.7),
        scrollRepeatsLast: chance.is(0.2),
        filterPastUpcomingReturnsAll: chance.is(0.6),
        timeZone: chance.pick(['UTC', 'America/New_York', 'Asia/Kolkata']),
      },
      ...(limited
        ? {
            rateLimit: {
              perHour: chance.pick([100, 150, 300, 1000]),
              headers: chance.pick(['x-ratelimit', 'both'] as const),
            },
          }
        : {}),
    });
    this.history = new History(this.app.admin, () => this.kernel.now());
    this.device = new Device({
      kernel: this.kernel,
      app: this.app,
      disk: this.disk,
      line: this.line,
      chance,
      note: (text) => this.say(text),
    });
    this.kernel.install();
    this.kernel.onStep = (step) => {
      if (this.kill?.atStep != null && step >= this.kill.atStep) this.strike();
    };
    this.disk.onCommit = () => {
      if (this.kill?.atCommit != null && this.disk.commits >= this.kill.atCommit) this.strike();
    };
    void this.device.start();
    await this.kernel.quiet();
  }

  async end(): Promise<void> {
    this.device.killAll();
    await this.kernel.quiet();
    this.kernel.uninstall();
    await this.app.close();
  }

  say(text: string): void {
    this.trace.push(`${String(Math.round((this.kernel.now() - START) / 1000)).padStart(6)}s  ${text}`);
  }

  #faultFor({ effect, method, path }: CrmRequest): WireFault | null {
    for (const [at, planned] of this.faults.entries()) {
      if (planned.on !== 'any' && planned.on !== effect) continue;
      const { fault } = planned;
      // After a 404 for what was just read there is nothing to tell it from one that was deleted meanwhile.
      if (fault.kind === 'status' && fault.status === 404 && method === 'DELETE') continue;
      // A first walk cannot know what it was not given; a later one has something to compare with.
      if (fault.kind === 'short' && (!path.includes('/scroll/') || !this.#isWalked)) continue;
      if (planned.skip > 0) {
        planned.skip -= 1;
        continue;
      }
      this.faults.splice(at, 1);
      const name = fault.kind === 'status' ? `status ${String(fault.status)}` : fault.kind;
      this.faultsMet.set(name, (this.faultsMet.get(name) ?? 0) + 1);
      this.say(`fault: ${JSON.stringify(fault)}`);
      return fault;
    }
    return null;
  }

  /** Notes that everything is here, once it is. */
  noteWalked(): void {
    this.#isWalked ||=
      this.device.state?.kinds.every(({ state }) => state === 'done' || state === 'absent') === true;
  }

  /** Carries out the planned kill. */
  strike(): void {
    const { kill } = this;
    if (kill === null) return;
    this.kill = null;
    this.say(`killed: ${kill.what}`);
    this.faultsMet.set(`kill ${kill.what}`, (this.faultsMet.get(`kill ${kill.what}`) ?? 0) + 1);
    if (kill.what === 'all') this.device.killAll();
    if (kill.what === 'engine') this.device.killEngine();
    if (kill.what === 'store') this.device.killStore();
    this.kernel.after(kill.downMs, () => void this.device.start());
  }

  // ---- the rep ----

  /** Asks the store as the screens do, and waits for its answer. */
  async ask<T>(asked: (ui: StoreForUiHandlers) => Promise<T> | T): Promise<Answer<T>> {
    const promise = this.device.ui(asked);
    if (promise === null) return { is: 'lost' };
    let answer: Answer<T> | null = null;
    promise.then(
      (value) => (answer = { is: 'answer', value }),
      (error: unknown) => (answer = { is: 'refused', error: errorInfoOf(error) }),
    );
    await this.kernel.quiet();
    const isOver = (): boolean => answer !== null || !this.device.isRunning;
    if (!isOver()) await this.kernel.advanceUntil(isOver, STUCK_MS);
    if (answer !== null) return answer;
    if (this.device.isRunning) throw new Error('the store does not answer the rep');
    return { is: 'lost' };
  }

  /** What a live query shows at once; null when the app does not run. */
  async look<S extends WatchSpec>(spec: S): Promise<ValueOf<S> | null> {
    const answer = await this.ask(async (ui) => {
      const { watchId, value } = await ui['watch.open'](spec);
      await ui['watch.close']({ watchId });
      return value;
    });
    return answer.is === 'answer' ? (answer.value as ValueOf<S>) : null;
  }

  /** The ids of a kind that the rep sees. */
  async ids(kind: RecordKind): Promise<number[]> {
    const value = await this.look({
      type: 'list',
      kind,
      sorts: [],
      filters: [],
      text: '',
      sums: [],
      columns: [],
      offset: 0,
      limit: 1000,
    });
    return value?.rows.map(({ id }) => id) ?? [];
  }

  record(ref: RecordRef): Promise<RecordValue | null> {
    return this.look({ type: 'record', kind: ref.kind, id: ref.id });
  }

  async outbox(): Promise<readonly OutboxEntry[] | null> {
    return (await this.look({ type: 'outbox' }))?.entries ?? null;
  }

  async conflicts(): Promise<readonly Conflict[] | null> {
    return (await this.look({ type: 'conflicts' }))?.conflicts.map(({ conflict }) => conflict) ?? null;
  }

  async enterKey(): Promise<void> {
    void this.device.enterKey();
    await this.kernel.quiet();
  }

  // ---- the server, as somebody who may see everything ----

  rows(table: TableName): readonly Row[] {
    return this.app.admin.rows(table);
  }

  row(table: TableName, id: number): Row | undefined {
    return this.rows(table).find((row) => row.id === id);
  }

  /** Live rows that this device's user may see. */
  visible(table: TableName): Row[] {
    return this.rows(table).filter(
      (row) => row['is_deleted'] !== true && !this.app.admin.isHidden(table, row.id),
    );
  }

  /** The server's record that an edit made, as somebody finds it who looks for what is written in it. */
  madeRow({ mark, target, n }: ToldEdit): number | null {
    if (mark === null) return null;
    const table = target?.kind === 'phone_calls' ? 'phone_calls' : mark.table;
    const holds = (row: Row): boolean => row[mark.key] === mark.value;
    if (table !== 'phone_calls') {
      const made = this.history.deeds.filter(
        (deed) =>
          deed.by === 'A' &&
          deed.table === table &&
          deed.before === null &&
          deed.after !== null &&
          holds(deed.after),
      );
      const taken = new Set(
        this.told.edits
          .filter((edit) => edit.n === n)
          .map((edit) => edit.target && this.told.now(edit.target).id),
      );
      return made.find(({ id }) => !taken.has(id))?.id ?? null;
    }
    const note = this.rows('notes').find(holds);
    return (
      this.rows('phone_calls').find((row) => note !== undefined && row['note_id'] === note.id)?.id ?? null
    );
  }

  violate(rule: string, what: string): void {
    this.violations.push({ rule, what });
    this.say(`VIOLATION ${rule}: ${what}`);
  }

  /** The user whose key the device has. */
  get me(): number {
    return this.app.admin.me;
  }
}
