import { describe, expect, it } from 'vitest';
import { createFormats } from '../../../renderer/ui/lib/format.ts';
import { lastSynced, syncWords } from '../../../renderer/ui/lib/sync-words.ts';
import type { SyncState } from '../../../shared/sync-state.ts';
import { idleSync } from '../fakes/main.ts';

const now = Date.parse('2026-11-24T09:12:00Z');
const formats = createFormats('en-GB', 'UTC');
const retryAt = Date.parse('2026-11-24T14:20:00Z');

function words(phase: SyncState['phase'], kinds = idleSync(now).kinds) {
  return syncWords(
    { state: { ...idleSync(now), phase, kinds }, connected: true, key: 'keychain', outbox: null },
    now,
    formats,
  );
}

describe('sync words', () => {
  it('say where things stand in each phase', () => {
    expect(words({ name: 'idle' })).toMatchObject({
      tone: 'good',
      title: 'Up to date',
      synced: 'Synced 07:12, 2 hours ago',
    });
    expect(words({ name: 'offline', retryAt })).toMatchObject({
      tone: 'wait',
      title: 'Offline',
      detail: 'Everything here is on this laptop',
    });
    const waits = [
      ['hour', 'The calls of this hour are used up'],
      ['minute', 'Enough calls for this minute'],
      ['asked', 'Freshsales has asked for a rest'],
    ] as const;
    for (const [limit, title] of waits)
      expect(words({ name: 'waiting', retryAt, limit })).toMatchObject({
        tone: 'wait',
        title,
        detail: 'Next try 14:20',
      });
    expect(words({ name: 'needs-key' })).toMatchObject({ tone: 'bad', sign: 'key' });
    expect(words({ name: 'failed', error: { code: 'server', status: 503 }, retryAt })).toMatchObject({
      tone: 'bad',
      detail: 'Next try 14:20',
    });
    expect(words({ name: 'configuration' })).toMatchObject({ tone: 'busy', share: null });
    expect(words({ name: 'stopped' })).toMatchObject({ tone: 'busy' });
  });

  it('say why nothing is fetched ahead', () => {
    const saving = (reason: SyncState['saving'], kinds = idleSync(now).kinds) =>
      syncWords(
        {
          state: { ...idleSync(now), saving: reason, kinds },
          connected: true,
          key: 'keychain',
          outbox: null,
        },
        now,
        formats,
      );
    const half = idleSync(now).kinds.map((kind) => ({ ...kind, finishedAt: null }));
    expect(saving('battery', half)).toMatchObject({
      tone: 'wait',
      title: 'Paused to spare the battery',
      detail: 'Your changes and what you open still go through.',
    });
    const titles = (['metered', 'heat', 'asked'] as const).map((reason) => saving(reason, half).title);
    expect(new Set(titles).size).toBe(3);
    expect(saving('battery')).toMatchObject({ title: 'Up to date', detail: 'Fetching ahead rests.' });
    expect(saving(null).detail).toBeNull();
  });

  it('say how much waits, and whether it waits for the user', () => {
    const counts = { all: 0, unsure: 0, parked: 0, questions: 0, conflicts: 0 };
    const title = (phase: SyncState['phase'], outbox: Partial<typeof counts>) =>
      syncWords(
        {
          state: { ...idleSync(now), phase },
          connected: true,
          key: 'keychain',
          outbox: { ...counts, ...outbox },
        },
        now,
        formats,
      ).title;
    expect(title({ name: 'offline', retryAt }, { all: 3 })).toBe('Waiting for the network, 3 changes');
    expect(title({ name: 'offline', retryAt }, {})).toBe('Offline');
    expect(title({ name: 'pushing' }, { all: 1 })).toBe('Sending 1 change');
    expect(title({ name: 'pushing' }, {})).toBe('Sending changes');
    expect(title({ name: 'pulling', kind: 'tasks' }, { all: 1 })).toBe('Looking for changes');
    expect(title({ name: 'idle' }, { all: 2 })).toBe('Waiting to send 2 changes');
    expect(title({ name: 'idle' }, { all: 5, parked: 1, questions: 1, conflicts: 1 })).toBe(
      '3 changes need you',
    );
    expect(title({ name: 'idle' }, {})).toBe('Up to date');
  });

  it('are not "up to date" while a kind was never here whole', () => {
    const kinds = idleSync(now).kinds.map((kind) => ({ ...kind, finishedAt: null }));
    expect(words({ name: 'idle' }, kinds)).toMatchObject({
      tone: 'wait',
      title: 'Not everything is here yet',
    });
  });

  it('count what is being fetched, with and without a known end', () => {
    const kinds = (total: number | null) =>
      idleSync(now).kinds.map((kind) =>
        kind.kind === 'contacts' ? { ...kind, state: 'running' as const, fetched: 12_300, total } : kind,
      );
    expect(words({ name: 'mirror', kind: 'contacts' }, kinds(48_310))).toMatchObject({
      title: 'Fetching contacts',
      detail: '12,300 of 48,310',
      share: 12_300 / 48_310,
    });
    expect(words({ name: 'mirror', kind: 'contacts' }, kinds(null))).toMatchObject({
      detail: '12,300 so far',
      share: null,
    });
    expect(words({ name: 'mirror', kind: 'contacts' }, kinds(0)).share).toBeNull();
  });

  it('change the title with the phase only, so that not every page is read out', () => {
    const at = (fetched: number) =>
      words(
        { name: 'mirror', kind: 'deals' },
        idleSync(now).kinds.map((kind) => ({ ...kind, fetched })),
      ).title;
    expect(at(100)).toBe(at(200));
  });

  it('say first what matters most', () => {
    const state = idleSync(now);
    expect(syncWords({ state, connected: false, key: 'missing', outbox: null }, now, formats).title).toBe(
      'Not syncing',
    );
    expect(syncWords({ state, connected: true, key: 'missing', outbox: null }, now, formats).title).toBe(
      'The API key is missing',
    );
    expect(
      syncWords({ state: null, connected: true, key: 'keychain', outbox: null }, now, formats).tone,
    ).toBe('busy');
  });
});

describe('lastSynced', () => {
  it('is the oldest of the kinds the account has, and nothing while one never ended', () => {
    const state = idleSync(now);
    const [leads, ...others] = state.kinds;
    if (!leads) throw new Error('no kinds');
    expect(lastSynced(state)).toBe(now - 2 * 3_600_000);
    const old = { ...leads, finishedAt: 5, checkedAt: null };
    expect(lastSynced({ ...state, kinds: [old, ...others] })).toBe(5);
    expect(lastSynced({ ...state, kinds: [{ ...old, checkedAt: 7 }, ...others] })).toBe(7);
    expect(lastSynced({ ...state, kinds: [{ ...leads, finishedAt: null }, ...others] })).toBeNull();
    expect(
      lastSynced({ ...state, kinds: [{ ...leads, state: 'absent', finishedAt: null }, ...others] }),
    ).toBe(now - 2 * 3_600_000);
  });
});
