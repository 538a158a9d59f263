import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { userDataDirOf } from '../../../electron/browser-host/user-data-dir.ts';

describe('userDataDirOf', () => {
  it('takes what was asked for before the environment', () => {
    expect(userDataDirOf('here', { SATCHEL_USER_DATA: '/there' })).toBe(resolve('here'));
    expect(userDataDirOf(undefined, { SATCHEL_USER_DATA: '/there' })).toBe(resolve('/there'));
  });

  it('has a folder of its own in the place of the system', () => {
    expect(userDataDirOf(undefined, { SATCHEL_USER_DATA: '' })).toMatch(/Satchel.*[\\/]browser-host$/);
  });
});
