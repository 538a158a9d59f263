import { describe, expect, it } from 'vitest';
import { openSeal, type Seal } from '../../renderer/store/disk/seal.ts';
import { bytesOf, dump, textFinder } from './at-rest.ts';
import { ask } from './edits.ts';
import { fill, type Texts } from './filled.ts';
import { openStore } from './harness.ts';

async function filled(seal?: Seal): Promise<{ texts: Texts; tables: Record<string, unknown[]> }> {
  const store = await openStore(seal ? { seal } : {});
  const texts = await fill(store);
  expect((await ask(store, { type: 'conflicts' })).conflicts).toHaveLength(5);
  await store.ui['store.close']({ wipe: false });
  return { texts, tables: await dump(store.disk) };
}

describe('what lies on the disk', () => {
  it('tells nothing of a thousand names, mails, phones, addresses, words and amounts', async () => {
    const { texts, tables } = await filled();
    const all = Object.values(texts).flat();
    expect(new Set(all).size).toBeGreaterThanOrEqual(1_000);
    const full = Object.keys(tables).filter((table) => tables[table]!.length > 0);
    expect(full).toEqual(expect.arrayContaining(Object.keys(texts)));
    const { in: found } = textFinder(all);
    expect([...found(bytesOf(tables))]).toEqual([]);
  });

  it('would tell of each of them without the seal', async () => {
    const { texts, tables } = await filled(openSeal);
    expect(Object.keys(texts).sort()).toEqual([
      'sealedChunks',
      'sealedConfiguration',
      'sealedConflicts',
      'sealedDetails',
      'sealedEdits',
      'sealedJournal',
      'sealedMeta',
      'sealedNotices',
      'sealedPieces',
      'sealedViews',
    ]);
    for (const [table, own] of Object.entries(texts)) {
      const found = textFinder(own).in(bytesOf(tables[table]));
      expect({ table, missing: own.filter((each) => !found.has(each)) }).toEqual({ table, missing: [] });
    }
  });

  it('is seen in whatever form: as a text, as bytes of it in three ways, in a key, and as base64', () => {
    const text = 'Åse Lindqvist-Ötvár';
    const { in: found } = textFinder([text, 'somebody else']);
    const forms = [
      text,
      Buffer.from(text),
      Buffer.from(text, 'utf16le'),
      Buffer.from(text, 'utf16le').swap16(),
      ...['', 'a', 'ab', 'abc'].map((before) => Buffer.from(before + text + before).toString('base64')),
      { deep: [new Map([[text, 1]])] },
      { [text]: null },
    ];
    for (const form of forms) expect([...found(bytesOf({ a: [{ b: form }] }))]).toEqual([text]);
    expect([...found(bytesOf(text.toUpperCase()))]).toEqual([]);
  });
});
