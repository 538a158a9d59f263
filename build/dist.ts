import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from './paths.ts';
import { appProblems } from './packaging/check-app.ts';
import { builderArguments, releaseSettings } from './packaging/settings.ts';
import { unpackedApps } from './packaging/unpacked.ts';

/**
 * `npm run dist`: builds, packs for this system, and looks at what came out: an app whose fuses do not stand as they should is no package of ours. What follows `--` goes on to
 * electron-builder.
 */
async function main(): Promise<void> {
  const settings = releaseSettings(process.env);
  await run('build/build.ts', []);
  await run(
    'node_modules/electron-builder/cli.js',
    [...builderArguments(settings), ...process.argv.slice(2)],
    {
      SATCHEL_MAINTAINER: settings.maintainer,
    },
  );
  const apps = await unpackedApps(join(root, 'release'), 'Satchel', 'satchel');
  if (apps.length === 0) throw new Error('electron-builder has left no app to look at.');
  for (const app of apps) {
    const problems = await appProblems(app, settings.feed !== null);
    for (const problem of problems) console.error(`✗ ${app.platform} ${app.arch}: ${problem}`);
    if (problems.length === 0) console.log(`✓ ${app.platform} ${app.arch}: as it should be`);
    else process.exitCode = 1;
  }
}

/** Runs one of the repository's scripts with this terminal. Rejects where it fails. */
function run(
  script: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, ...args], {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, ...env },
    });
    child.once('error', reject);
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`${script} failed.`))));
  });
}

await main();
