import { mount } from 'svelte';
import App from '../../../renderer/ui/app/App.svelte';
import { buildApp } from '../../../renderer/ui/lib/build-app.ts';
import { speak } from '../../../renderer/ui/paraglide/messages.js';
import { AppError, type ErrorInfo } from '../../../shared/errors.ts';
import type { SyncState } from '../../../shared/sync-state.ts';
import { ACCOUNT, fakeMain, idleSync } from '../fakes/main.ts';
import { bothSides, daysWork, manyConflicts } from '../fakes/changes.ts';
import { FIRST_ID, makeUp } from '../fakes/records.ts';
import { fakeServices } from '../fakes/services.ts';
import { fakeStore } from '../fakes/store.ts';

/**
 * The screens on made-up services, to look at them: `node test/ui/harness/serve.ts`. The query says what is the case:
 * `?signed-out`, `?error=auth`, `?key=missing`, `?phase=mirror`, `?empty`, `?size=200000`, `?absent=leads`,
 * `?work` (changes that wait), `?conflicts` (one of every kind), `?pins`, `?conflict=gone|deleted`, `?mass`, `?stalled`.
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
const key = asked.get('key') === 'missing' ? 'missing' : 'keychain';
const main = fakeMain({
  account: asked.has('signed-out')
    ? { status: 'signed-out' }
    : { status: 'signed-in', account: ACCOUNT, key },
  sync: {
    ...idleSync(NOW),
    ...phaseOf(asked.get('phase') ?? 'idle'),
    ...(asked.has('mass') ? { massDeletions: [{ kind: 'deals', gone: 180, of: 400, at: NOW }] } : {}),
    ...(asked.has('stalled') ? { stalledSince: NOW - 240_000 } : {}),
  },
  keychain: !asked.has('no-keychain'),
});
const error = ERRORS.find(({ code }) => code === asked.get('error'));
if (error) main.nextSignIn(new AppError(error));
if (asked.has('elsewhere'))
  store.failNext('store.open', new AppError({ code: 'store-unavailable', reason: 'open-elsewhere' }));

const app = buildApp(window, fakeServices(main, store), { now: () => NOW, timeZone: 'Europe/London' });
await speak(app.language.locale);
mount(App, { target: document.body, props: { app } });
