import { buildIfStale } from './build.ts';
import { openSatchel } from './open.ts';
import { untilSignal } from './until-signal.ts';

/** `npm start`: builds where a source changed, then opens the app. `npm start -- --browser` takes the browser host. */
async function start(signal: AbortSignal): Promise<void> {
  await buildIfStale();
  if (!signal.aborted) await openSatchel({ browser: process.argv.includes('--browser'), signal });
}

if (import.meta.main) await untilSignal(start);
