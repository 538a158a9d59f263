import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type ICruiseResult, cruise } from 'dependency-cruiser';
import extractConfig from 'dependency-cruiser/config-utl/extract-depcruise-config';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { root } from '../../build/paths.ts';

/**
 * Each case is the smallest tree that breaks the rule it is named after: a file, and what it imports. A rule without a case
 * fails the last test, so none can be there that never fires.
 */
const broken: readonly { rule: string; file: string; code: string; target?: string }[] = [
  {
    rule: 'shared-local',
    file: 'shared/a.ts',
    code: `import '../electron/crm/b.ts';`,
    target: 'electron/crm/b.ts',
  },
  { rule: 'shared-packages', file: 'shared/a.ts', code: `import 'undici';` },
  { rule: 'shared-no-node', file: 'shared/a.ts', code: `import 'node:fs';` },
  {
    rule: 'renderer-store-local',
    file: 'renderer/store/a.ts',
    code: `import '../ui/b.ts';`,
    target: 'renderer/ui/b.ts',
  },
  { rule: 'renderer-store-packages', file: 'renderer/store/a.ts', code: `import 'svelte';` },
  { rule: 'renderer-store-no-node', file: 'renderer/store/a.ts', code: `import 'node:path';` },
  {
    rule: 'renderer-ui-local',
    file: 'renderer/ui/screens/A.svelte',
    code: `<script lang="ts">import { b } from '../../store/b.ts'; b();</script>`,
    target: 'renderer/store/b.ts',
  },
  {
    rule: 'renderer-ui-local',
    file: 'renderer/ui/a.ts',
    code: `import type { B } from '../store/b.ts'; export type A = B;`,
    target: 'renderer/store/b.ts',
  },
  { rule: 'renderer-ui-packages', file: 'renderer/ui/a.ts', code: `import 'dexie';` },
  { rule: 'renderer-ui-no-node', file: 'renderer/ui/a.ts', code: `import 'node:fs';` },
  {
    rule: 'crm-local',
    file: 'electron/crm/a.ts',
    code: `import '../sync/b.ts';`,
    target: 'electron/sync/b.ts',
  },
  { rule: 'crm-packages', file: 'electron/crm/a.ts', code: `import 'dexie';` },
  {
    rule: 'sync-local',
    file: 'electron/sync/a.ts',
    code: `import '../../renderer/store/b.ts';`,
    target: 'renderer/store/b.ts',
  },
  { rule: 'sync-packages', file: 'electron/sync/a.ts', code: `import 'undici';` },
  { rule: 'sync-no-node', file: 'electron/sync/a.ts', code: `import 'node:timers';` },
  {
    rule: 'sync-knows-crm-by-type',
    file: 'electron/sync/a.ts',
    code: `import { b } from '../crm/b.ts'; b();`,
    target: 'electron/crm/b.ts',
  },
  {
    rule: 'credentials-local',
    file: 'electron/credentials/a.ts',
    code: `import '../crm/b.ts';`,
    target: 'electron/crm/b.ts',
  },
  { rule: 'credentials-packages', file: 'electron/credentials/a.ts', code: `import 'undici';` },
  {
    rule: 'account-local',
    file: 'electron/account/a.ts',
    code: `import '../crm/b.ts';`,
    target: 'electron/crm/b.ts',
  },
  { rule: 'account-packages', file: 'electron/account/a.ts', code: `import 'undici';` },
  {
    rule: 'vault-local',
    file: 'electron/vault/a.ts',
    code: `import '../credentials/keychain.ts';`,
    target: 'electron/credentials/keychain.ts',
  },
  { rule: 'vault-packages', file: 'electron/vault/a.ts', code: `import 'undici';` },
  {
    rule: 'files-local',
    file: 'electron/files/disk/a.ts',
    code: `import '../../crm/b.ts';`,
    target: 'electron/crm/b.ts',
  },
  { rule: 'files-packages', file: 'electron/files/a.ts', code: `import 'undici';` },
  {
    rule: 'desktop-local',
    file: 'electron/desktop/a.ts',
    code: `import '../shell/b.ts';`,
    target: 'electron/shell/b.ts',
  },
  { rule: 'desktop-packages', file: 'electron/desktop/a.ts', code: `import 'electron';` },
  {
    rule: 'sample-local',
    file: 'electron/sample/a.ts',
    code: `import '../crm/b.ts';`,
    target: 'electron/crm/b.ts',
  },
  { rule: 'sample-packages', file: 'electron/sample/a.ts', code: `import 'undici';` },
  {
    rule: 'log-local',
    file: 'electron/log/a.ts',
    code: `import '../crm/b.ts';`,
    target: 'electron/crm/b.ts',
  },
  { rule: 'log-packages', file: 'electron/log/a.ts', code: `import 'undici';` },
  {
    rule: 'updates-local',
    file: 'electron/updates/a.ts',
    code: `import '../crm/b.ts';`,
    target: 'electron/crm/b.ts',
  },
  { rule: 'updates-packages', file: 'electron/updates/a.ts', code: `import 'electron';` },
  {
    rule: 'policy-local',
    file: 'electron/shell/policy/a.ts',
    code: `import '../b.ts';`,
    target: 'electron/shell/b.ts',
  },
  { rule: 'policy-packages', file: 'electron/shell/policy/a.ts', code: `import 'electron';` },
  {
    rule: 'shell-local',
    file: 'electron/shell/a.ts',
    code: `import '../sync/b.ts';`,
    target: 'electron/sync/b.ts',
  },
  { rule: 'shell-packages', file: 'electron/shell/a.ts', code: `import 'undici';` },
  {
    rule: 'preload-local',
    file: 'electron/preload/a.ts',
    code: `import '../crm/b.ts';`,
    target: 'electron/crm/b.ts',
  },
  { rule: 'preload-packages', file: 'electron/preload/a.ts', code: `import 'undici';` },
  { rule: 'preload-no-node', file: 'electron/preload/a.ts', code: `import 'node:fs';` },
  {
    rule: 'browser-host-local',
    file: 'electron/browser-host/a.ts',
    code: `import '../shell/b.ts';`,
    target: 'electron/shell/b.ts',
  },
  { rule: 'browser-host-packages', file: 'electron/browser-host/a.ts', code: `import 'dexie';` },
  {
    rule: 'compose-local',
    file: 'electron/compose.ts',
    code: `import './browser-host/b.ts';`,
    target: 'electron/browser-host/b.ts',
  },
  { rule: 'compose-packages', file: 'electron/compose.ts', code: `import 'dexie';` },
  {
    rule: 'main-local',
    file: 'electron/main.ts',
    code: `import './preload/b.ts';`,
    target: 'electron/preload/b.ts',
  },
  { rule: 'main-packages', file: 'electron/main.ts', code: `import 'dexie';` },
  {
    rule: 'room-in-the-table',
    file: 'electron/attic/a.ts',
    code: `import '../../shared/b.ts';`,
    target: 'shared/b.ts',
  },
  { rule: 'money-in-one-file', file: 'shared/a.ts', code: `import 'big.js';` },
  {
    rule: 'electron-in-shell-only',
    file: 'electron/main.ts',
    code: `import type { App } from 'electron'; export type A = App;`,
  },
  {
    rule: 'no-cycles',
    file: 'shared/a.ts',
    code: `import { b } from './b.ts'; export const a = () => b;`,
    target: 'shared/b.ts',
  },
  { rule: 'no-orphans', file: 'shared/a.ts', code: `export const a = 1;` },
  { rule: 'not-to-dev-dep', file: 'electron/crm/a.ts', code: `import 'fast-check';` },
  { rule: 'no-unlisted-package', file: 'electron/crm/a.ts', code: `import 'unlisted';` },
  { rule: 'no-unresolvable', file: 'shared/a.ts', code: `import './gone.ts';` },
];

const targetCode: Readonly<Record<string, string>> = {
  'no-cycles': `import { a } from './a.ts'; export const b = () => a;`,
};

const ruleSet = await extractConfig(join(root, '.dependency-cruiser.cjs'));
let folder: string;

/** Cruises the folder with the repository's own rules; gives the names of those that were broken, and by whom. */
async function violations(): Promise<{ rule: string; from: string }[]> {
  const { tsConfig: _, ...options } = ruleSet.options ?? {};
  const { output } = await cruise(['.'], {
    ...options,
    baseDir: folder,
    validate: true,
    ruleSet: { forbidden: ruleSet.forbidden ?? [] },
  });
  const result = output as ICruiseResult;
  return result.summary.violations.map(({ rule, from }) => ({ rule: rule.name, from }));
}

async function write(path: string, text: string): Promise<void> {
  const file = join(folder, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}

beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'satchel-boundaries-')));
  const packages = ['big.js', 'dexie', 'electron', 'fast-check', 'svelte', 'undici', 'unlisted', 'zod'];
  for (const name of packages) {
    await write(
      `node_modules/${name}/package.json`,
      JSON.stringify({ name, version: '1.0.0', main: 'index.js' }),
    );
    await write(`node_modules/${name}/index.js`, 'exports.a = 1;');
  }
  await write(
    'package.json',
    JSON.stringify({
      name: 'tree',
      type: 'module',
      dependencies: { dexie: '1.0.0', svelte: '1.0.0', undici: '1.0.0', zod: '1.0.0' },
      devDependencies: { electron: '1.0.0', 'fast-check': '1.0.0' },
    }),
  );
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe('the import rules', () => {
  it.each(broken)('$rule: $file may not $code', async ({ rule, file, code, target }) => {
    await write(file, code);
    if (target) await write(target, targetCode[rule] ?? 'export const b = () => {}; export type B = 1;');
    expect(await violations()).toContainEqual({ rule, from: file });
  });

  it('let a tree pass that keeps to them', async () => {
    await write('shared/a.ts', `import { z } from 'zod'; export const a = z;`);
    await write(
      'electron/crm/client.ts',
      `import 'undici'; import '../../shared/a.ts'; export type Client = 1;`,
    );
    await write(
      'electron/sync/ports.ts',
      `import type { Client } from '../crm/client.ts'; export type Crm = Client;`,
    );
    await write('electron/shell/window.ts', `import 'electron'; import './policy/csp.ts';`);
    await write('electron/shell/policy/csp.ts', `import '../../../shared/a.ts';`);
    await write('electron/compose.ts', `import './crm/client.ts'; import './sync/ports.ts';`);
    await write('electron/main.ts', `import './compose.ts'; import './shell/window.ts';`);
    await write('electron/browser-host/host.ts', `import '../compose.ts'; import '../shell/policy/csp.ts';`);
    await write('renderer/store/worker.ts', `import 'dexie'; import '../../shared/a.ts';`);
    await write(
      'renderer/ui/main.ts',
      `import 'svelte'; import '../../shared/a.ts'; new Worker(new URL('../store/worker.ts', import.meta.url));`,
    );
    await write(
      'test/a.test.ts',
      `import '../electron/crm/client.ts'; import '../renderer/store/worker.ts'; import 'fast-check';`,
    );
    expect(await violations()).toEqual([]);
  });

  it('are all broken above', () => {
    const names = new Set((ruleSet.forbidden ?? []).map(({ name }) => name));
    expect(new Set(broken.map(({ rule }) => rule))).toEqual(names);
  });
});
