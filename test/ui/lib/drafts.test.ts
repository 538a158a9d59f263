import { beforeEach, describe, expect, it } from 'vitest';
import { NOTHING_WRITTEN } from '../../../renderer/ui/lib/composer-draft.ts';
import { Drafts } from '../../../renderer/ui/lib/drafts.ts';
import type { RecordRef } from '../../../shared/entities/kind.ts';

const ADA: RecordRef = { kind: 'contacts', id: 1 };
const BEN: RecordRef = { kind: 'contacts', id: 2 };
const written = { ...NOTHING_WRITTEN, mode: 'note' as const, note: 'Wants 40 trucks' };
let account: string | null = 'one';
const drafts = (): Drafts => new Drafts(window.localStorage, () => account);

describe('what is being written down', () => {
  beforeEach(() => {
    window.localStorage.clear();
    account = 'one';
  });

  it('is there again after the app has ended, for its record alone', () => {
    drafts().write(ADA, written);
    expect(drafts().read(ADA)).toEqual(written);
    expect(drafts().read(BEN)).toBeNull();
  });

  it('is not kept while it has no word, nor after it was emptied', () => {
    drafts().write(ADA, { ...NOTHING_WRITTEN, mode: 'task', due: '2026-11-25T09:00' });
    expect(window.localStorage.length).toBe(0);
    drafts().write(ADA, written);
    drafts().write(ADA, NOTHING_WRITTEN);
    expect(window.localStorage.length).toBe(0);
  });

  it('belongs to its account, and goes with it', () => {
    drafts().write(ADA, written);
    account = 'two';
    expect(drafts().read(ADA)).toBeNull();
    drafts().write(ADA, { ...written, note: 'Other' });
    drafts().forget('two');
    expect(drafts().read(ADA)).toBeNull();
    account = 'one';
    expect(drafts().read(ADA)).toEqual(written);
    account = null;
    drafts().write(BEN, written);
    expect(window.localStorage.length).toBe(1);
  });

  it('counts as nothing where it cannot be read', () => {
    drafts().write(ADA, written);
    const key = window.localStorage.key(0) ?? '';
    for (const text of ['{', '[]', '{"mode":"fax"}']) {
      window.localStorage.setItem(key, text);
      expect(drafts().read(ADA)).toBeNull();
    }
  });
});
