import { beforeEach, describe, expect, it } from 'vitest';
import type { FileDisk, FileWriting } from '../../../../electron/files/ports.ts';

export const PLAN = { id: 7, record: 'contacts:1', version: 'v1', name: 'Plan.pdf' };

export const textOf = async (stream: AsyncIterable<Uint8Array>): Promise<string> => {
  const pieces: Uint8Array[] = [];
  for await (const piece of stream) pieces.push(Uint8Array.from(piece));
  return Buffer.concat(pieces).toString();
};

export async function put(
  disk: FileDisk,
  text: string,
  file: Parameters<FileDisk['begin']>[0] = PLAN,
  at = 1000,
): Promise<void> {
  const writing = await disk.begin(file);
  await writing.restart(null);
  await writing.append(Buffer.from(text));
  await writing.finish(at);
}

const cancelled = { info: { code: 'cancelled' } };

/**
 * What every `FileDisk` does.
 * @param open gives an empty one
 */
export function describeDisk(name: string, open: () => Promise<FileDisk>): void {
  describe(name, () => {
    let disk: FileDisk;
    beforeEach(async () => {
      disk = await open();
    });
    const begun = (text: string, validator: string | null = '"a"') => beginWith(disk, text, validator);

    it('gives back what it was given, once it is whole', async () => {
      const writing = await disk.begin(PLAN);
      expect([writing.from, writing.validator]).toEqual([0, null]);
      await writing.restart('"a"');
      const bytes = Buffer.from('Gold');
      await writing.append(bytes);
      // Whoever appends may use the bytes again.
      bytes.fill(0);
      await writing.append(Buffer.from(' plan'));
      expect(disk.list()).toEqual([]);
      await expect(textOf(disk.read(7))).rejects.toMatchObject({ info: { code: 'not-found' } });
      const kept = { ...PLAN, bytes: 9, usedAt: 1000 };
      expect(await writing.finish(1000)).toEqual(kept);
      expect(disk.list()).toEqual([kept]);
      expect(disk.begun()).toEqual([]);
      expect(await textOf(disk.read(7))).toBe('Gold plan');
      await writing.pause();
      expect(disk.list()).toEqual([kept]);
      await expect(writing.append(Buffer.from('!'))).rejects.toMatchObject(cancelled);
    });

    it('keeps an empty file', async () => {
      await put(disk, '');
      expect(disk.list()).toMatchObject([{ id: 7, bytes: 0 }]);
      expect(await textOf(disk.read(7))).toBe('');
    });

    it('goes on with what was begun of the same content', async () => {
      await (await begun('Gold')).pause();
      expect(disk.begun()).toEqual([{ id: 7, record: 'contacts:1', version: 'v1', bytes: 4 }]);
      const again = await disk.begin(PLAN);
      expect([again.from, again.validator]).toEqual([4, '"a"']);
      await again.append(Buffer.from(' plan'));
      expect(await again.finish(1)).toMatchObject({ bytes: 9 });
      expect(await textOf(disk.read(7))).toBe('Gold plan');
    });

    it('begins anew where the content is another, by its version or as the server says', async () => {
      await (await begun('Gold')).pause();
      const again = await disk.begin(PLAN);
      await again.restart('"b"');
      await again.append(Buffer.from('Tin'));
      await again.pause();
      const next = await disk.begin(PLAN);
      expect([next.from, next.validator]).toEqual([3, '"b"']);
      await next.pause();
      const other = await disk.begin({ ...PLAN, version: 'v2' });
      expect([other.from, other.validator]).toEqual([0, null]);
      await other.restart(null);
      await other.append(Buffer.from('Silver'));
      expect(await other.finish(1)).toMatchObject({ version: 'v2', bytes: 6 });
      expect(await textOf(disk.read(7))).toBe('Silver');
      expect(disk.begun()).toEqual([]);
    });

    it('keeps nothing that nobody could go on with', async () => {
      await (await begun('Gold', null)).pause();
      expect(disk.begun()).toEqual([]);
      await (await disk.begin(PLAN)).pause();
      expect(disk.begun()).toEqual([]);
      await (await begun('')).pause();
      expect(await disk.begin(PLAN)).toMatchObject({ from: 0, validator: null });
    });

    it('keeps the file that is here until the new one is whole', async () => {
      await put(disk, 'Gold');
      const writing = await disk.begin({ ...PLAN, version: 'v2', name: 'Plan 2.pdf' });
      await writing.restart(null);
      await writing.append(Buffer.from('Silver'));
      expect(await textOf(disk.read(7))).toBe('Gold');
      await writing.finish(2000);
      expect(disk.list()).toEqual([
        { id: 7, record: 'contacts:1', version: 'v2', name: 'Plan 2.pdf', bytes: 6, usedAt: 2000 },
      ]);
      expect(await textOf(disk.read(7))).toBe('Silver');
    });

    it('lets one write a file at a time, and several write several', async () => {
      const first = await disk.begin(PLAN);
      await expect(disk.begin(PLAN)).rejects.toMatchObject({ info: { code: 'internal' } });
      const second = await disk.begin({ id: 8, record: 'contacts:1', version: 'v1', name: 'Offer.pdf' });
      await Promise.all([first.restart(null), second.restart(null)]);
      for (const text of ['a', 'b', 'c'])
        await Promise.all([first.append(Buffer.from(text)), second.append(Buffer.from(text + text))]);
      await Promise.all([first.finish(1), second.finish(2)]);
      expect(await textOf(disk.read(7))).toBe('abc');
      expect(await textOf(disk.read(8))).toBe('aabbcc');
    });

    it('keeps equal files apart', async () => {
      await put(disk, 'Gold');
      await put(disk, 'Gold', { id: 8, record: 'contacts:1', version: 'v9', name: 'Copy.pdf' });
      expect(disk.list()).toHaveLength(2);
      await disk.remove(7);
      expect(disk.list()).toMatchObject([{ id: 8 }]);
      expect(await textOf(disk.read(8))).toBe('Gold');
      // What one is replaced with changes nothing of the other.
      await put(disk, 'Gold');
      await put(disk, 'Silver', { ...PLAN, version: 'v2' });
      expect(await textOf(disk.read(7))).toBe('Silver');
      expect(await textOf(disk.read(8))).toBe('Gold');
    });

    it('notes when a file was used', async () => {
      await put(disk, 'Gold');
      await disk.used(7, 5000);
      await disk.used(99, 5000);
      expect(disk.list()).toEqual([{ ...PLAN, bytes: 4, usedAt: 5000 }]);
    });

    it('takes away what is whole, what is begun, and what is being written', async () => {
      await put(disk, 'Gold');
      const writing = await begun('Silver');
      await disk.remove(7);
      await disk.remove(99);
      expect(disk.list()).toEqual([]);
      expect(disk.begun()).toEqual([]);
      await expect(writing.append(Buffer.from('!'))).rejects.toMatchObject(cancelled);
      await expect(writing.restart(null)).rejects.toMatchObject(cancelled);
      await expect(writing.finish(1)).rejects.toMatchObject(cancelled);
      await writing.pause();
      const again = await begun('Bronze');
      await writing.pause();
      await again.finish(1);
      expect(await textOf(disk.read(7))).toBe('Bronze');
    });

    it('goes on with nothing that is being taken away', async () => {
      await (await begun('Silver')).pause();
      const removed = disk.remove(7);
      expect(await disk.begin(PLAN)).toMatchObject({ from: 0, validator: null });
      await removed;
    });

    it('lets who is reading read on while the file is replaced or taken away', async () => {
      for (const away of [() => put(disk, 'Silver', { ...PLAN, version: 'v2' }), () => disk.remove(7)]) {
        const writing = await disk.begin(PLAN);
        await writing.restart(null);
        for (const letter of ['a', 'b', 'c']) await writing.append(Buffer.alloc(50_000, letter));
        await writing.finish(1);
        let text = '';
        for await (const piece of disk.read(7)) {
          if (text === '') await away();
          text += Buffer.from(piece).toString();
        }
        expect(text === 'a'.repeat(50_000) + 'b'.repeat(50_000) + 'c'.repeat(50_000)).toBe(true);
      }
      expect(disk.list()).toEqual([]);
    });

    it('may be closed while it is used', async () => {
      await put(disk, 'Gold');
      await (await begun('Silver', '"b"')).pause();
      const ends = await Promise.allSettled([
        disk.begin(PLAN).then((writing) => writing.append(Buffer.from('!'))),
        begun('Bronze').catch((error: unknown) => expect(error).toMatchObject(cancelled)),
        disk.used(7, 3000),
        disk.close(),
        disk.remove(7).catch((error: unknown) => expect(error).toMatchObject(cancelled)),
      ]);
      expect(ends.at(-1)).toMatchObject({ status: 'fulfilled' });
      expect(disk.list()).toMatchObject([{ id: 7, bytes: 4 }]);
    });

    it('is done when it is closed', async () => {
      await put(disk, 'Gold', { id: 8, record: 'contacts:1', version: 'v1', name: 'Offer.pdf' });
      const writing = await begun('Silver');
      await disk.close();
      await disk.close();
      await expect(writing.append(Buffer.from('!'))).rejects.toMatchObject(cancelled);
      await expect(disk.begin(PLAN)).rejects.toMatchObject(cancelled);
      await expect(textOf(disk.read(8))).rejects.toMatchObject(cancelled);
      await expect(disk.used(8, 1)).rejects.toMatchObject(cancelled);
      await expect(disk.remove(8)).rejects.toMatchObject(cancelled);
      expect(disk.begun()).toEqual([{ id: 7, record: 'contacts:1', version: 'v1', bytes: 6 }]);
    });
  });
}

/** A file of which so much has come. */
async function beginWith(disk: FileDisk, text: string, validator: string | null): Promise<FileWriting> {
  const writing = await disk.begin(PLAN);
  await writing.restart(validator);
  await writing.append(Buffer.from(text));
  return writing;
}
