import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { readFile, writeFile } from 'atomically';
import { z } from 'zod';

const FILE = 'browser-host.json';
/** Below the ports that systems hand out for outgoing connections, so that ours is seldom taken when we come back. */
const LOWEST = 21_000;
const HIGHEST = 29_000;

const rememberedSchema = z.object({ port: z.number().int().min(1024).max(65_535) });

/**
 * The port this folder's data is served from. A browser keeps a database per origin, and the port is part of it: on another port,
 * everything that is here would seem to be gone.
 */
export async function readRememberedPort(userDataDir: string): Promise<number | null> {
  const text = await readFile(join(userDataDir, FILE), 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  });
  if (text === null) return null;
  return rememberedSchema.parse(JSON.parse(text)).port;
}

export async function rememberPort(userDataDir: string, port: number): Promise<void> {
  await writeFile(join(userDataDir, FILE), `${JSON.stringify({ port })}\n`);
}

/** A port to try. */
export function randomPort(): number {
  return randomInt(LOWEST, HIGHEST);
}
