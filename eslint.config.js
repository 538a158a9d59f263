import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import { noLiteralText } from './build/eslint/no-literal-text.js';

const source = ['{electron,renderer,shared}/**/*.{ts,svelte}'];
const typescript = ['**/*.ts', '**/*.svelte'];

/** Which names of which packages a room may not import; rooms and packages as a whole are dependency-cruiser's. */
const ipcNames = {
  name: 'electron',
  importNames: ['ipcMain', 'ipcRenderer'],
  message: 'Talk over the rpc contract; raw ipc is for electron/shell/ipc.ts and electron/preload.',
};
const dexie = {
  name: 'dexie',
  message: 'Only the store worker (renderer/store) reads and writes IndexedDB.',
};

const network = ['fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource'].map((name) => ({
  name,
  message: 'The page talks to nobody: renderer/ui/lib/transport*.ts carries the rpc, electron/crm does HTTP.',
}));
const database = { name: 'indexedDB', message: 'Only the store worker (renderer/store) opens IndexedDB.' };
const globalObjects = ['window', 'globalThis', 'self'];
const propertiesOf = (banned) =>
  globalObjects.flatMap((object) => banned.map(({ name, message }) => ({ object, property: name, message })));

/** No `any` by the back door. */
const unsafe = (severity) =>
  Object.fromEntries(
    ['argument', 'assignment', 'call', 'member-access', 'return'].map((use) => [
      `@typescript-eslint/no-unsafe-${use}`,
      severity,
    ]),
  );

const syntax = [
  {
    selector: 'TSAsExpression > TSAsExpression.expression[typeAnnotation.type="TSUnknownKeyword"]',
    message: '`as unknown as` silences the compiler; parse or narrow instead.',
  },
  { selector: 'ExportAllDeclaration', message: 'No barrels: import from the file that has it.' },
];
const moduleState = {
  selector:
    'Program > VariableDeclaration[kind=/^(let|var)$/], Program > ExportNamedDeclaration > VariableDeclaration[kind=/^(let|var)$/]',
  message: 'No state in modules: make it where it is composed and hand it in.',
};

export default defineConfig(
  {
    ignores: [
      '.cache/',
      'bench-results/',
      'dist/',
      'release/',
      'renderer/ui/paraglide/',
      'renderer/ui/paraglide-later/',
      'test-results/',
      'test/fixtures/',
    ],
  },
  js.configs.recommended,
  ts.configs.recommended,
  svelte.configs.recommended,
  {
    languageOptions: { globals: { ...globals.node } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: { eqeqeq: ['error', 'always', { null: 'ignore' }] },
  },
  {
    files: typescript,
    languageOptions: {
      parserOptions: {
        projectService: true,
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.svelte'],
      },
    },
    rules: {
      // The compiler sees these, with the types at hand.
      'no-undef': 'off',
      '@typescript-eslint/no-unused-vars': 'off',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/no-unnecessary-type-assertion': 'error',
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/prefer-promise-reject-errors': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      'no-restricted-syntax': ['error', ...syntax],
      'no-restricted-exports': [
        'error',
        { restrictDefaultExports: { direct: true, named: true, defaultFrom: true } },
      ],
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser }, globals: { ...globals.browser } },
    rules: {
      // A prop is given its default with `let { a = 1 } = $props()`, of which some are never reassigned.
      'prefer-const': 'off',
      'svelte/prefer-const': ['error', { destructuring: 'all' }],
      'svelte/no-at-html-tags': 'error',
    },
  },
  {
    files: source,
    rules: {
      'no-console': ['error', { allow: ['warn', 'error'] }],
      'no-restricted-imports': ['error', { paths: [ipcNames, dexie] }],
      'no-restricted-globals': ['error', database],
      'no-restricted-properties': ['error', ...propertiesOf([database])],
      ...unsafe('error'),
    },
  },
  {
    // The linter knows no types of other components, so it takes their instances for `any`; svelte-check does know them.
    files: ['renderer/**/*.svelte'],
    rules: unsafe('off'),
  },
  {
    files: ['{electron,renderer,shared}/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', ...syntax, moduleState] },
  },
  {
    files: ['electron/shell/ipc.ts', 'electron/preload/**/*.ts'],
    rules: { 'no-restricted-imports': ['error', { paths: [dexie] }] },
  },
  {
    files: ['renderer/store/**/*.ts'],
    rules: {
      'no-restricted-imports': ['error', { paths: [ipcNames] }],
      'no-restricted-globals': ['error', ...network],
      'no-restricted-properties': ['error', ...propertiesOf(network)],
    },
  },
  {
    files: ['renderer/ui/**/*.{ts,svelte}'],
    ignores: ['renderer/ui/lib/transport*.ts'],
    rules: {
      'no-restricted-globals': ['error', database, ...network],
      'no-restricted-properties': ['error', ...propertiesOf([database, ...network])],
    },
  },
  {
    files: ['renderer/ui/**/*.svelte'],
    plugins: { satchel: { rules: { 'no-literal-text': noLiteralText } } },
    rules: { 'satchel/no-literal-text': 'error' },
  },
  {
    files: ['**/cli.ts', 'electron/browser-host/main.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    // What a tool loads by file wants its default export.
    files: ['*.config.ts', 'build/vite.*.ts'],
    rules: { 'no-restricted-exports': 'off' },
  },
);
