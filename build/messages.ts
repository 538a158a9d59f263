import { join } from 'node:path';
import { type CompilerOptions, compile } from '@inlang/paraglide-js';
import { makeIfStale } from './freshness.ts';
import { root } from './paths.ts';

/**
 * How the catalogue becomes code: `messages/<locale>.json` -> `renderer/ui/paraglide/` (git-ignored).
 * The locale comes from the variable that `setLocale` sets, then from the system: cookies and addresses mean
 * nothing under `app://`.
 */
export const messageOptions = {
  project: join(root, 'project.inlang'),
  outdir: join(root, 'renderer/ui/paraglide'),
  outputStructure: 'locale-modules',
  strategy: ['globalVariable', 'preferredLanguage', 'baseLocale'],
  isServer: 'false',
  disableAsyncLocalStorage: true,
  emitTsDeclarations: true,
  emitReadme: false,
  emitGitIgnore: false,
  emitPrettierIgnore: false,
} satisfies CompilerOptions;

/** Compiles the catalogue where it changed since the last time. Rejects when it cannot be compiled. */
export async function compileMessages(): Promise<void> {
  await makeIfStale({
    sources: ['messages', 'project.inlang/settings.json', 'build/messages.ts', 'package-lock.json'].map(
      (path) => join(root, path),
    ),
    output: join(messageOptions.outdir, 'messages.js'),
    stamp: join(root, '.cache/messages.stamp'),
    make: async () => {
      await compile(messageOptions);
    },
  });
}

if (import.meta.main) await compileMessages();
