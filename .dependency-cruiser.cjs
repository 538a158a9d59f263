/**
 * Who may import whom: docs/architecture.md's table, enforced. `npm run check` runs it, and
 * test/build/boundaries.test.ts breaks each rule once, to see that it holds.
 */

const NPM = ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-bundled', 'npm-no-pkg', 'npm-unknown'];
const inPackages = (names) => `node_modules/(${names.join('|')})/`;

/**
 * One line a room: its own folder may always be imported from within. `local`: further folders and files of ours,
 * `packages`: from the registry, `node`: Node's built-in modules.
 */
const rooms = [
  {
    // Runs anywhere: in the worker, in the page, in Electron, in tests.
    name: 'shared',
    path: '^shared/',
    local: [],
    packages: ['zod', 'big[.]js'],
    node: false,
  },
  {
    // The database server of the app, a Web Worker: no Svelte, no Node.
    name: 'renderer-store',
    path: '^renderer/store/',
    local: ['^shared/'],
    packages: ['dexie'],
    node: false,
  },
  {
    // Draws. It reaches the store only through StoreForUi (shared/store-port.ts) and starts the worker by its address.
    name: 'renderer-ui',
    path: '^renderer/ui/',
    local: ['^shared/'],
    packages: [
      '@event-calendar/core',
      '@fontsource-variable/inter',
      '@internationalized/date',
      '@lucide/svelte',
      'bits-ui',
      'dompurify',
      'layerchart',
      'libphonenumber-js',
      'papaparse',
      'svelte',
      'svelte-sonner',
      'tinykeys',
      'virtua',
      'zod',
    ],
    node: false,
  },
  {
    // The only room that talks HTTP to the CRM.
    name: 'crm',
    path: '^electron/crm/',
    local: ['^shared/'],
    packages: ['undici', 'zod', 'tldts'],
    node: true,
  },
  {
    // The engine runs under a virtual clock in the simulation, so it has neither Node nor the network: it knows the CRM
    // by its own ports and by the client's types (the rule sync-knows-crm-by-type).
    name: 'sync',
    path: '^electron/sync/',
    local: ['^shared/', '^electron/crm/'],
    packages: ['zod'],
    node: false,
  },
  {
    name: 'credentials',
    path: '^electron/credentials/',
    local: ['^shared/'],
    packages: ['@napi-rs/keyring', 'zod'],
    node: true,
  },
  {
    // Who is signed in: settings on disk, the token behind the SecretStore port.
    name: 'account',
    path: '^electron/account/',
    local: ['^shared/', '^electron/credentials/secret-store[.]ts$'],
    packages: ['atomically', 'zod'],
    node: true,
  },
  {
    // What a desktop app does beside its window: when to spare power, what to remind of, whether it may end. Decisions alone.
    name: 'desktop',
    path: '^electron/desktop/',
    local: ['^shared/', '^electron/host[.]ts$'],
    packages: ['atomically', 'zod'],
    node: true,
  },
  {
    // The key that seals what is on this device: made, found, wrapped, locked away.
    name: 'vault',
    path: '^electron/vault/',
    local: ['^shared/', '^electron/credentials/(secret-store|keychain-trouble)[.]ts$'],
    packages: ['atomically', 'zod'],
    node: true,
  },
  {
    // Files of the CRM on this device's disk, sealed: fetched, kept within their room, opened.
    name: 'files',
    path: '^electron/files/',
    local: ['^shared/'],
    packages: ['atomically', 'zod'],
    node: true,
  },
  {
    // A CRM of its own: it must not share code with the client that is tested against it.
    name: 'sample',
    path: '^electron/sample/',
    local: ['^shared/'],
    packages: ['@faker-js/faker', 'atomically', 'big[.]js', 'busboy', 'zod'],
    node: true,
  },
  {
    // The app's own log on disk, redacted.
    name: 'log',
    path: '^electron/log/',
    local: ['^shared/'],
    packages: ['electron-log', 'zod'],
    node: true,
  },
  {
    // How a package keeps itself up to date. It runs without Electron, so that the tests run electron-updater's own code.
    name: 'updates',
    path: '^electron/updates/',
    local: ['^shared/'],
    packages: ['atomically', 'electron-updater', 'yaml', 'zod'],
    node: true,
  },
  {
    // What both hosts hold to: content security policy, which files are served, which addresses open. Pure.
    name: 'policy',
    path: '^electron/shell/policy/',
    local: ['^shared/', '^electron/host[.]ts$'],
    packages: ['zod'],
    node: true,
  },
  {
    name: 'shell',
    path: '^electron/shell/(?!policy/)',
    local: [
      '^shared/',
      '^electron/[^/]+[.]ts$',
      '^electron/(credentials|desktop|log|updates)/',
      '^electron/shell/',
    ],
    packages: ['electron', 'electron-log', 'electron-updater', 'zod'],
    node: true,
  },
  {
    // Sandboxed: it has `electron` and nothing else to load; the rest is bundled into it.
    name: 'preload',
    path: '^electron/preload/',
    local: ['^shared/'],
    packages: ['electron'],
    node: false,
  },
  {
    name: 'browser-host',
    path: '^electron/browser-host/',
    local: ['^shared/', '^electron/(?!shell/(?!policy/)|preload/)'],
    packages: ['atomically', 'env-paths', 'undici', 'ws', 'zod'],
    node: true,
  },
  {
    // compose.ts and its like join the rooms for either host, so they know neither.
    name: 'compose',
    path: '^electron/(?!main[.]ts$)[^/]+[.]ts$',
    local: ['^shared/', '^electron/(?!shell/|preload/|browser-host/|main[.]ts$)'],
    packages: ['atomically', 'env-paths', 'electron-log', 'zod'],
    node: true,
  },
  {
    // Electron's entry: start-up phases only.
    name: 'main',
    path: '^electron/main[.]ts$',
    local: ['^shared/', '^electron/(?!preload/|browser-host/)'],
    packages: ['atomically', 'env-paths', 'electron-log', 'zod'],
    node: true,
  },
];

const roomRules = rooms.flatMap(({ name, path, local, packages, node }) => [
  {
    name: `${name}-local`,
    comment: `${path} may import of our own code only: ${[path, ...local].join('  ')}`,
    severity: 'error',
    from: { path },
    to: { path: '^(shared|electron|renderer|build|test)/', pathNot: [path, ...local] },
  },
  {
    name: `${name}-packages`,
    comment: `${path} may import of the registry's packages only: ${packages.join(', ')}`,
    severity: 'error',
    from: { path },
    to: { dependencyTypes: NPM, pathNot: inPackages(packages) },
  },
  ...(node
    ? []
    : [
        {
          name: `${name}-no-node`,
          comment: `${path} runs where Node's modules are not, or must not be.`,
          severity: 'error',
          from: { path },
          to: { dependencyTypes: ['core'] },
        },
      ]),
]);

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...roomRules,
    {
      name: 'room-in-the-table',
      comment: 'A new folder under electron/ or renderer/ gets a line in the table above first.',
      severity: 'error',
      from: {
        path: '^(electron|renderer)/[^/]+/',
        pathNot: rooms.map(({ path }) => path),
      },
      to: {},
    },
    {
      name: 'money-in-one-file',
      comment: 'Of what runs anywhere, shared/money.ts alone knows the decimal library (decision 0003).',
      severity: 'error',
      from: { path: '^shared/', pathNot: '^shared/money[.]ts$' },
      to: { path: inPackages(['big[.]js']) },
    },
    {
      name: 'electron-in-shell-only',
      comment: 'Both hosts run the same code: only electron/shell and electron/preload know Electron.',
      severity: 'error',
      from: { path: '^(electron|renderer|shared)/', pathNot: '^electron/(shell|preload)/' },
      to: { path: inPackages(['electron']) },
    },
    {
      name: 'sync-knows-crm-by-type',
      comment: 'The engine gets its client handed in; of electron/crm it may use types only.',
      severity: 'error',
      from: { path: '^electron/sync/' },
      to: { path: '^electron/crm/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-cycles',
      comment: 'Files that need each other are one file, or have a third one in common.',
      severity: 'error',
      from: { path: '^(shared|electron|renderer|build|test)/', pathNot: '^renderer/ui/paraglide(-later)?/' },
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      comment: 'A file that imports nothing and that nothing imports is dead.',
      severity: 'error',
      from: {
        orphan: true,
        path: '^(shared|electron|renderer)/',
        pathNot: ['[.]d[.]ts$', '^renderer/ui/paraglide(-later)?/'],
      },
      to: {},
    },
    {
      name: 'not-to-dev-dep',
      comment:
        'What ships may not need a package that is only for developing. Electron is one, and the runtime itself.',
      severity: 'error',
      from: { path: '^(shared|electron|renderer)/' },
      to: {
        dependencyTypes: ['npm-dev'],
        dependencyTypesNot: ['type-only'],
        pathNot: inPackages(['electron']),
      },
    },
    {
      name: 'no-unlisted-package',
      comment:
        'A package that is used is listed in package.json; one that another package brought along may go any day.',
      severity: 'error',
      from: { path: '^(shared|electron|renderer|build|test)/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'no-unresolvable',
      comment: 'The imported file or package is not there.',
      severity: 'error',
      from: { path: '^(shared|electron|renderer|build|test)/' },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: ['node_modules', '^renderer/ui/paraglide(-later)?/'] },
    exclude: { path: '^(dist|release|test/fixtures)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'svelte', 'browser', 'node', 'default'],
      extensions: ['.ts', '.js', '.mjs', '.cjs', '.svelte', '.json', '.d.ts'],
    },
  },
};
