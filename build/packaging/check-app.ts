import { access, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { FuseV1Options, getCurrentFuseWire, type FuseConfig } from '@electron/fuses';
import { FuseState } from '@electron/fuses/dist/constants.js';
import type { UnpackedApp } from './unpacked.ts';

/** How every package's fuses stand; `electronFuses` of electron-builder.yml says the same, and a test compares them. */
export const FUSES: Readonly<Record<keyof typeof FuseV1Options, boolean>> = {
  RunAsNode: false,
  EnableCookieEncryption: true,
  EnableNodeOptionsEnvironmentVariable: false,
  EnableNodeCliInspectArguments: false,
  EnableEmbeddedAsarIntegrityValidation: true,
  OnlyLoadAppFromAsar: true,
  LoadBrowserProcessSpecificV8Snapshot: false,
  GrantFileProtocolExtraPrivileges: false,
};

/** What is wrong with the fuses of an executable; nothing where they stand as they should. */
export async function fuseProblems(executable: string): Promise<string[]> {
  const wire: FuseConfig<FuseState> = await getCurrentFuseWire(executable);
  return Object.entries(FUSES).flatMap(([name, on]) => {
    const state = wire[FuseV1Options[name as keyof typeof FuseV1Options]];
    const expected = on ? FuseState.ENABLE : FuseState.DISABLE;
    return state === expected ? [] : [`the fuse ${name} is not ${on ? 'on' : 'off'}`];
  });
}

/**
 * What is wrong with an app that was packed.
 * @param updates whether it is to know where updates are
 */
export async function appProblems(app: UnpackedApp, updates: boolean): Promise<string[]> {
  const { executable, resources, platform, arch } = app;
  const has = (path: string) =>
    access(join(resources, path)).then(
      () => true,
      () => false,
    );
  const problems = await fuseProblems(executable);
  if (!(await has('app.asar'))) problems.push('there is no app.asar');
  if (await has('app')) problems.push('there is an app beside its archive');
  if (!(await has('licences.txt'))) problems.push('there are no licences');
  if ((await has('app-update.yml')) !== updates)
    problems.push(updates ? 'it does not know where updates are' : 'it looks for updates');
  const natives = await readdir(join(resources, 'app.asar.unpacked/node_modules/@napi-rs')).catch(() => []);
  const wanted = natives.filter((name) => name.startsWith(`keyring-${platform}-${arch}`));
  if (wanted.length === 0) problems.push(`the keychain's module for ${platform} ${arch} is missing`);
  if (natives.length > wanted.length) problems.push("there are other systems' modules");
  return problems;
}
