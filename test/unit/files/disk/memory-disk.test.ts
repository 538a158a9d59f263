import { expect, it } from 'vitest';
import { memoryFileDisk } from '../../../../electron/files/disk/memory-disk.ts';
import { describeDisk, PLAN, put } from './disk-contract.ts';

describeDisk('a disk in memory', async () => memoryFileDisk());

it('a disk in memory refuses what it has no room for', async () => {
  const disk = memoryFileDisk(10);
  await put(disk, '12345');
  await expect(put(disk, '123456', { ...PLAN, id: 8 })).rejects.toMatchObject({
    info: { code: 'storage', reason: 'ENOSPC' },
  });
});
