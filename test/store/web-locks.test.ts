import { describe, expect, it } from 'vitest';
import { webLocks } from '../../renderer/store/web-locks.ts';

describe('locks of the browser', () => {
  it('belong to one at a time, and to the next when they are released', async () => {
    const locks = webLocks(navigator.locks, 1);
    const release = await locks.acquire('satchel-store-a');
    expect(release).not.toBeNull();
    expect(await locks.acquire('satchel-store-a')).toBeNull();
    const other = await locks.acquire('satchel-store-b');
    expect(other).not.toBeNull();
    // One that waits gets it as soon as it is free.
    const patient = webLocks(navigator.locks).acquire('satchel-store-a');
    release?.();
    const next = await patient;
    expect(next).not.toBeNull();
    next?.();
    other?.();
  });
});
