import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { build } from 'vite';
import { chromiumArgs, findChromium, thisMachine } from '../../build/chromium.ts';
import { root } from '../../build/paths.ts';
import {
  measureList,
  measureMemory,
  measureMirror,
  measureOpen,
  measureSearch,
  MEASUREMENTS,
  type Bench,
  type Measurement,
} from './measure.ts';
import { tableOf, type Row } from './report.ts';
import { serveFolder } from './serve.ts';

/**
 * The figures of the store: `npm run bench -- --only mirror,list,search --records 200000 --runs 5`. Runs in Chromium with a fresh profile on
 * disk, the production build of the worker; prints a table and writes bench-results/<time>.json.
 */

const MEASURES: Readonly<Record<Measurement, (bench: Bench) => Promise<Row[]>>> = {
  mirror: measureMirror,
  open: measureOpen,
  list: measureList,
  search: measureSearch,
  memory: measureMemory,
};

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: MEASUREMENTS.join(',') },
    records: { type: 'string', default: '200000' },
    runs: { type: 'string', default: '5' },
  },
});
const contacts = Number(values.records);
const runs = Number(values.runs);
const wanted = values.only.split(',');
const unknown = wanted.filter((name) => !MEASUREMENTS.some((each) => each === name));
if (
  unknown.length > 0 ||
  !Number.isInteger(contacts) ||
  contacts < 1000 ||
  !Number.isInteger(runs) ||
  runs < 1
) {
  throw new Error(`usage: --only ${MEASUREMENTS.join(',')} --records <1000 or more> --runs <1 or more>`);
}

const machine = await thisMachine();
const executablePath = await findChromium(machine);
if (!executablePath) throw new Error('no Chromium: install one, or set CHROMIUM_PATH');

const work = await mkdtemp(join(tmpdir(), 'satchel-bench-'));
const pages = join(work, 'pages');
await build({
  configFile: false,
  root: join(root, 'test/bench/page'),
  base: './',
  logLevel: 'error',
  worker: { format: 'es' },
  build: { outDir: pages, target: 'chrome150', modulePreload: { polyfill: false } },
});
const { url, server } = await serveFolder(pages);
const context = await chromium.launchPersistentContext(join(work, 'profile'), {
  executablePath,
  headless: true,
  args: [...chromiumArgs(machine.isRoot), '--enable-blink-features=ForceEagerMeasureMemory'],
});
try {
  const page = await context.newPage();
  page.on('console', (message) => console.warn(`page: ${message.text()}`));
  await page.goto(url);
  await page.waitForFunction(() => 'bench' in window);
  const bench: Bench = { page, contacts, runs, account: 'bench' };
  const rows: Row[] = [];
  // Everything but the mirror needs a mirrored account.
  if (!wanted.includes('mirror')) await measureMirror({ ...bench, runs: 1 });
  for (const name of MEASUREMENTS) {
    if (!wanted.includes(name)) continue;
    const found = await MEASURES[name](bench);
    rows.push(...found);
    console.log(tableOf(found), '\n');
  }
  const about = {
    at: new Date().toISOString(),
    browser: context.browser()?.version() ?? '',
    cpus: cpus().map((cpu) => cpu.model),
    contacts,
    rows,
  };
  console.log(
    `${contacts} contacts and ${contacts / 4} others; Chromium ${about.browser}; ${about.cpus.length} × ${about.cpus[0]}\n`,
  );
  console.log(tableOf(rows));
  await mkdir(join(root, 'bench-results'), { recursive: true });
  await writeFile(
    join(root, 'bench-results', `${about.at.replace(/[:.]/g, '-')}.json`),
    `${JSON.stringify(about, null, 2)}\n`,
  );
} finally {
  await context.close();
  server.close();
  await rm(work, { recursive: true, force: true, maxRetries: 5 });
}
