import { expect, it } from 'vitest';
import { loadKeytar } from '../../../electron/credentials/keytar.ts';

it.each(['darwin', 'win32', 'linux'])("loads keytar's interface for %s", async (platform) => {
  const keytar = await loadKeytar(platform);
  for (const name of ['getPassword', 'setPassword', 'deletePassword'] as const)
    expect(keytar[name]).toBeTypeOf('function');
});
