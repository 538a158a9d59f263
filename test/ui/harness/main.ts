import { mount } from 'svelte';
import App from '../../../renderer/ui/app/App.svelte';
import { sayReminders } from '../../../renderer/ui/desktop/reminders.ts';
import { buildApp } from '../../../renderer/ui/lib/build-app.ts';
import { speak } from '../../../renderer/ui/paraglide/messages.js';
import { AppError, type ErrorInfo } from '../../../shared/errors.ts';
import { savingSchema } from '../../../shared/surroundings.ts';
import type { SyncState } from '../../../shared/sync-state.ts';
import type { UpdatesPhase, UpdatesState } from '../../../shared/updates.ts';
import { ACCOUNT, fakeMain, idleSync } from '../fakes/main.ts';
import { bothSides, daysWork, manyConflicts } from '../fakes/changes.ts';
import { FIRST_ID, makeUp } from '../fakes/records.ts';
import { fakeServices } from '../fakes/services.ts';
import { fakeStore } from '../fakes/store.ts';

/**
 * The screens on made-up services, to look at them: `node test/ui/harness/serve.ts`. The query says what is the case:
 * `?signed-out`, `?error=auth`, `?key=missing`, `?phase=mirror`, `?empty`, `?size=200000`, `?absent=leads`,
 * `?updates=ready|failed|offered|updated|not-installed|…`, `?newer` (a database of a newer version),
 * `?work` (changes that wait), `?conflicts` (one of every kind), `?pins`, `?conflict=gone|deleted`, `?mass`, `?stalled`.
 * `?work` (changes that wait), `?conflicts` (one of every kind), `?pins`, `?conflict=gone|deleted`, `?mass`, `?stalled`,
 * `?saving=battery`, `?desktop` (as Electron's shell has it), `?due` (something to be reminded of).
 */
const NOW = Date.parse('2026-11-24T09:12:00Z');
const asked = new URLSearchParams(location.search);

function phaseOf(name: string): Pick<SyncState, 'phase' | 'kinds'> {
  const idle = idleSync(NOW);
  const retryAt = NOW + 5 * 60_000;
  switch (name) {
    case 'mirror':
      return {
        phase: { name: 'mirror', kind: 'contacts' },
        kinds: idle.kinds.map((kind) =>
          kind.kind === 'contacts'
            ? { ...kind, state: 'running', fetched: 12_300, total: 48_310, finishedAt: null }
            : kind.kind === 'leads'
              ? { ...kind, drifted: 3 }
              : { ...kind, state: 'waiting', fetched: 0, total: null, finishedAt: null },
        ),
      };
    case 'configuration':
    case 'needs-key':
      return { phase: { name }, kinds: idle.kinds };
    case 'offline':
      return { phase: { name, retryAt }, kinds: idle.kinds };
    case 'waiting':
      return { phase: { name, retryAt, limit: 'hour' }, kinds: idle.kinds };
    case 'failed':
      return { phase: { name, error: { code: 'server', status: 503 }, retryAt }, kinds: idle.kinds };
    default:
      return { phase: { name: 'idle' }, kinds: idle.kinds };
  }
}

function updatesOf(name: string): UpdatesState {
  const phase = (phase: UpdatesPhase): UpdatesState => ({ phase, news: null });
  const checkedAt = NOW - 3 * 3_600_000;
  const version = '0.2.0';
  switch (name) {
    case 'idle':
      return phase({ name, checkedAt });
    case 'checking':
      return phase({ name });
    case 'downloading':
      return phase({ name, version, share: 0.42 });
    case 'ready':
      return phase({ name, version });
    case 'offered':
      return phase({ name, version, page: 'https://updates.example/satchel_0.2.0_amd64.deb' });
    case 'failed':
      return phase({ name, version, error: { code: 'update', reason: 'not-signed' }, at: NOW });
    case 'updated':
      return { ...phase({ name: 'idle', checkedAt }), news: { name, from: '0.0.1', to: '0.1.0' } };
    case 'not-installed':
      return { ...phase({ name: 'idle', checkedAt }), news: { name, version } };
    default:
      return phase({ name: 'none', reason: 'browser' });
  }
}

const ERRORS: readonly ErrorInfo[] = [
  { code: 'auth' },
  { code: 'bad-address', reason: 'not-a-url' },
  { code: 'network', reason: 'ENOTFOUND' },
  { code: 'not-the-crm', reason: 'text/html' },
];

const store = fakeStore(
  makeUp(NOW, asked.has('empty') ? 0 : Number(asked.get('size') ?? 2000)),
  asked.get('absent') === 'leads' ? ['leads'] : [],
);
if (asked.has('work')) store.put(daysWork(NOW));
if (asked.has('conflicts')) store.put(manyConflicts(NOW));
if (asked.has('pins'))
  store.put({ pins: [{ ref: { kind: 'deals', id: FIRST_ID.deals }, title: 'Gold plan', at: NOW }] });
const conflict = asked.get('conflict');
if (conflict !== null) {
  const given = bothSides(NOW, { kind: 'deals', id: FIRST_ID.deals });
  const what =
    conflict === 'gone'
      ? ({ kind: 'gone-there', reason: 'deleted' } as const)
      : ({ kind: 'deleted-here', fields: given.what.kind === 'fields' ? given.what.fields : {} } as const);
  store.put({ conflicts: [{ conflict: { ...given, what }, names: {} }] });
}
const saving = savingSchema.safeParse(asked.get('saving')).data;
if (asked.has('desktop')) Object.defineProperty(window, 'satchel', { value: {} });
const key = asked.get('key') === 'missing' ? 'missing' : 'keychain';
const main = fakeMain({
  account: asked.has('signed-out')
    ? { status: 'signed-out' }
    : { status: 'signed-in', account: ACCOUNT, key },
  sync: {
    ...idleSync(NOW),
    ...phaseOf(asked.get('phase') ?? 'idle'),
    ...(asked.has('mass') ? { massDeletions: [{ kind: 'deals', gone: 180, of: 400, at: NOW }] } : {}),
    ...(saving === undefined ? {} : { saving }),
    ...(asked.has('stalled') ? { stalledSince: NOW - 240_000 } : {}),
  },
  keychain: !asked.has('no-keychain'),
  updates: updatesOf(asked.get('updates') ?? 'none'),
  ...(asked.has('desktop')
    ? { offers: { keepRunning: true, launchAtLogin: true, notifications: true } }
    : {}),
});
const error = ERRORS.find(({ code }) => code === asked.get('error'));
if (error) main.nextSignIn(new AppError(error));
if (asked.has('elsewhere'))
  store.failNext('store.open', new AppError({ code: 'store-unavailable', reason: 'open-elsewhere' }));

if (asked.has('newer'))
  store.failNext('store.open', new AppError({ code: 'storage', reason: 'newer-version' }));

const app = buildApp(window, fakeServices(main, store), { now: () => NOW, timeZone: 'Europe/London' });
await speak(app.language.locale);
mount(App, { target: document.body, props: { app } });
if (asked.has('due')) {
  const title = 'Call Ada about the 40 trucks';
  sayReminders(app, [{ ref: { kind: 'tasks', id: 1 }, title, at: NOW, end: null }]);
}
