import { join } from 'node:path';
import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';
import { root } from '../../build/paths.ts';

/** The bans that need no types: those alone are run, since the files below are not there for the compiler to know. */
const BANS = new Set([
  'no-console',
  'no-restricted-exports',
  'no-restricted-globals',
  'no-restricted-imports',
  'no-restricted-properties',
  'no-restricted-syntax',
  'satchel/no-literal-text',
]);

const eslint = new ESLint({
  cwd: root,
  overrideConfig: { languageOptions: { parserOptions: { projectService: false } } },
  ruleFilter: ({ ruleId }) => BANS.has(ruleId),
});

/** The names of the bans that the code breaks, were it the text of that file. */
async function broken(file: string, code: string): Promise<(string | null)[]> {
  const results = await eslint.lintText(code, { filePath: join(root, file) });
  return results.flatMap(({ messages }) => messages.map(({ ruleId, message }) => ruleId ?? message));
}

describe('lint', () => {
  it.each([
    [
      'no-restricted-imports',
      'electron/compose.ts',
      `import { ipcMain } from 'electron'; ipcMain.on('a', () => {});`,
    ],
    [
      'no-restricted-imports',
      'electron/shell/tray.ts',
      `import { ipcMain } from 'electron'; ipcMain.on('a', () => {});`,
    ],
    ['no-restricted-imports', 'renderer/ui/a.ts', `import Dexie from 'dexie'; new Dexie('a');`],
    [
      'no-restricted-imports',
      'renderer/store/a.ts',
      `import { ipcRenderer } from 'electron'; ipcRenderer.send('a');`,
    ],
    ['no-restricted-globals', 'renderer/ui/a.ts', `fetch('/a');`],
    [
      'no-restricted-globals',
      'renderer/ui/A.svelte',
      `<script lang="ts">const s = new WebSocket('ws://a');</script>`,
    ],
    ['no-restricted-globals', 'renderer/ui/a.ts', `new XMLHttpRequest();`],
    ['no-restricted-globals', 'renderer/ui/a.ts', `indexedDB.open('a');`],
    ['no-restricted-globals', 'renderer/ui/lib/transport.ts', `indexedDB.open('a');`],
    ['no-restricted-globals', 'electron/crm/a.ts', `indexedDB.open('a');`],
    ['no-restricted-globals', 'renderer/store/a.ts', `fetch('/a');`],
    ['no-restricted-globals', 'renderer/store/a.ts', `new WebSocket('ws://a');`],
    ['no-restricted-properties', 'renderer/ui/a.ts', `window.fetch('/a'); `],
    ['no-restricted-properties', 'renderer/ui/a.ts', `globalThis.indexedDB.open('a');`],
    ['no-restricted-properties', 'renderer/store/a.ts', `self.fetch('/a');`],
    ['no-console', 'electron/sync/engine.ts', `console.log('a');`],
    ['no-console', 'electron/browser-host/host.ts', `console.info('a');`],
    ['no-restricted-exports', 'shared/a.ts', `export default 1;`],
    ['no-restricted-exports', 'electron/crm/a.ts', `const a = 1; export { a as default };`],
    ['no-restricted-syntax', 'shared/a.ts', `export * from './b.ts';`],
    ['no-restricted-syntax', 'shared/a.ts', `let a = 1; export const b = () => a++;`],
    ['no-restricted-syntax', 'electron/crm/a.ts', `export let a = 1;`],
    ['no-restricted-syntax', 'test/unit/a.test.ts', `export const a = {} as unknown as string;`],
    ['satchel/no-literal-text', 'renderer/ui/A.svelte', `<p>Hello</p>`],
  ])('%s holds in %s: %s', async (rule, file, code) => {
    expect(await broken(file, code)).toEqual([rule]);
  });

  it.each([
    ['electron/shell/ipc.ts', `import { ipcMain } from 'electron'; ipcMain.on('a', () => {});`],
    ['electron/preload/preload.ts', `import { ipcRenderer } from 'electron'; ipcRenderer.send('a');`],
    ['electron/shell/tray.ts', `import { app } from 'electron'; app.quit();`],
    ['renderer/store/a.ts', `import Dexie from 'dexie'; new Dexie('a', { indexedDB });`],
    ['renderer/ui/lib/transport-socket.ts', `new WebSocket('ws://a');`],
    ['electron/crm/a.ts', `fetch('/a');`],
    ['electron/browser-host/main.ts', `console.log('a');`],
    ['electron/sample/cli.ts', `console.log('a');`],
    ['build/start.ts', `console.log('a');`],
    ['test/bench/run.ts', `console.log('a');`],
    ['build/vite.main.ts', `export default {};`],
    ['renderer/ui/A.svelte', `<script lang="ts">let a = $state(1);</script><p>{a}</p>`],
    ['test/store/a.test.ts', `import Dexie from 'dexie'; new Dexie('a', { indexedDB });`],
  ])('lets %s have: %s', async (file, code) => {
    expect(await broken(file, code)).toEqual([]);
  });
});
