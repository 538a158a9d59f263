import { spawn } from 'node:child_process';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { root } from './paths.ts';

const packageDir = join(root, 'node_modules/electron');
const noteFile = join(root, '.cache/electron-fetch.json');
const DAY_MS = 24 * 60 * 60 * 1000;
/** How long a fetch may take before it is given up: without an answer from the release host, and with one. */
const PATIENCE_MS = { unreachable: 15_000, reachable: 5 * 60_000 };

const failureSchema = z.object({ version: z.string(), at: z.number() });

/** The path of Electron's executable, or nothing where the package's runtime was never fetched. */
export async function findElectron(dir: string = packageDir): Promise<string | undefined> {
  const name = await readFile(join(dir, 'path.txt'), 'utf8').catch(() => undefined);
  if (name === undefined) return undefined;
  const path = join(process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(dir, 'dist'), name);
  return stat(path).then(
    () => path,
    () => undefined,
  );
}

/**
 * Fetches Electron's runtime with the package's own script, unless that failed within the last day. Gives the path of its
 * executable, or nothing. `say` is told when there is something to wait for; the signal gives it up.
 */
export async function fetchElectron(
  say: (line: string) => void,
  signal: AbortSignal,
): Promise<string | undefined> {
  const version = await electronVersion();
  if (await failedLately(noteFile, version, Date.now())) return undefined;
  const fetched = await runInstall(version, say, signal);
  const path = fetched ? await findElectron() : undefined;
  if (path === undefined && !signal.aborted) await noteFailure(noteFile, version, Date.now());
  return path;
}

/** Whether fetching this version failed less than a day before `now` (milliseconds). */
export async function failedLately(file: string, version: string, now: number): Promise<boolean> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return false;
  const failure = failureSchema.safeParse(parseJson(text));
  return failure.success && failure.data.version === version && Math.abs(now - failure.data.at) < DAY_MS;
}

/** Remembers that fetching this version failed at `now` (milliseconds). */
export async function noteFailure(file: string, version: string, now: number): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, JSON.stringify({ version, at: now }));
}

/** Runs the package's script quietly; true when it ended well in time. */
async function runInstall(
  version: string,
  say: (line: string) => void,
  signal: AbortSignal,
): Promise<boolean> {
  const child = spawn(process.execPath, [join(packageDir, 'install.js')], { stdio: 'ignore' });
  const ended = new Promise<boolean>((resolve) => {
    child.once('error', () => resolve(false));
    child.once('exit', (code) => resolve(code === 0));
  });
  const giveUp = () => child.kill();
  signal.addEventListener('abort', giveUp);
  let timer = setTimeout(giveUp, PATIENCE_MS.unreachable);
  // A host that answers is worth a wait: the runtime is over 100 MB.
  const question = new AbortController();
  void isReachable(releaseUrl(version), question.signal).then((reachable) => {
    if (!reachable || child.exitCode !== null) return;
    say("Fetching Electron's runtime; this happens once.");
    clearTimeout(timer);
    timer = setTimeout(giveUp, PATIENCE_MS.reachable);
  });
  const done = await ended;
  clearTimeout(timer);
  question.abort();
  signal.removeEventListener('abort', giveUp);
  return done;
}

function releaseUrl(version: string): string {
  const mirror = process.env['ELECTRON_MIRROR'] ?? 'https://github.com/electron/electron/releases/download/';
  return `${mirror}v${version}/SHASUMS256.txt`;
}

async function isReachable(url: string, signal: AbortSignal): Promise<boolean> {
  return fetch(url, { method: 'HEAD', signal }).then(
    (response) => response.ok,
    () => false,
  );
}

async function electronVersion(): Promise<string> {
  const text = await readFile(join(packageDir, 'package.json'), 'utf8');
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
