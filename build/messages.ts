import { join } from 'node:path';
import { type CompilerOptions, compile } from '@inlang/paraglide-js';
import { makeIfStale } from './freshness.ts';
import settings from '../project.inlang/settings.json' with { type: 'json' };
import { root } from './paths.ts';

/** The language that is bundled with the screens; the others are fetched from beside them when they are chosen. */
const BASE = settings.baseLocale;
const OTHERS = settings.locales.filter((locale) => locale !== BASE);

/**
 * What the screens import as `m`, in place of the compiler's own, which would load every language before the first frame. Each message is
 * looked up when it is said, so that a table of messages made before `speak` speaks the right language too. What it is filled with may come from a record, and cannot turn the words
 * around it.
 */
const catalogue = `
import { isolatedInputs } from '../lib/bidi.ts';
import * as base from './messages/${BASE}.js';

const others = {
${OTHERS.map((locale) => `  ${locale}: () => import('./messages/${locale}.js'),`).join('\n')}
};

let spoken = base;
let locale = '${BASE}';

/**
 * From when it resolves on, the messages are said in this language. Rejects when its file cannot be loaded.
 * @param {${settings.locales.map((locale) => `'${locale}'`).join(' | ')}} locale
 * @returns {Promise<void>}
 */
export async function speak(chosen) {
  spoken = chosen === '${BASE}' ? base : await others[chosen]();
  locale = chosen;
}

/** In which language the messages are said. */
export const spokenLocale = () => locale;

/** @type {typeof import('./messages/_index.js')} */
export const m = Object.fromEntries(Object.keys(base).map((key) => [key, (inputs) => spoken[key](isolatedInputs(inputs))]));
`;

/**
 * The messages of screens that come later, which come with them: the first frame has no need of their words. They are said in the language that was chosen when the first of these
 * screens came; choosing another opens the page anew.
 */
const laterCatalogue = `
import * as base from './messages/${BASE}.js';
import { spokenLocale } from '../paraglide/messages.js';

const others = {
${OTHERS.map((locale) => `  ${locale}: () => import('./messages/${locale}.js'),`).join('\n')}
};

const spoken = spokenLocale() === '${BASE}' ? base : await others[spokenLocale()]();

/** @type {typeof import('./messages/_index.js')} */
export const m = spoken;
`;

/** How the messages become code: `messages/` and its folders, a file a language -> `renderer/ui/paraglide/` (git-ignored). */
export const messageOptions = {
  project: join(root, 'project.inlang'),
  outdir: join(root, 'renderer/ui/paraglide'),
  outputStructure: 'locale-modules',
  additionalFiles: { 'messages.js': catalogue },
  // The language is chosen by `speak`; the compiler's own ways of finding it are not used.
  strategy: ['baseLocale'],
  isServer: 'false',
  disableAsyncLocalStorage: true,
  emitTsDeclarations: true,
  emitReadme: false,
  emitGitIgnore: false,
  emitPrettierIgnore: false,
} satisfies CompilerOptions;

/** The same for `messages/later/` -> `renderer/ui/paraglide-later/`. */
export const laterMessageOptions = {
  ...messageOptions,
  project: join(root, 'project.later.inlang'),
  outdir: join(root, 'renderer/ui/paraglide-later'),
  additionalFiles: { 'messages.js': laterCatalogue },
} satisfies CompilerOptions;

/** Compiles the catalogues where it changed since the last time. Rejects when it cannot be compiled. */
export async function compileMessages(): Promise<void> {
  await makeIfStale({
    sources: [
      'messages',
      'project.inlang/settings.json',
      'project.later.inlang/settings.json',
      'build/messages.ts',
      'package-lock.json',
    ].map((path) => join(root, path)),
    output: join(laterMessageOptions.outdir, 'messages.js'),
    stamp: join(root, '.cache/messages.stamp'),
    make: async () => {
      await compile(messageOptions);
      await compile(laterMessageOptions);
    },
  });
}

if (import.meta.main) await compileMessages();
