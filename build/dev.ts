import { createServer } from 'vite';
import { buildIfStale } from './build.ts';
import { openSatchel } from './open.ts';
import { untilSignal } from './until-signal.ts';
import renderer from './vite.renderer.ts';

/** `npm run dev`: as `npm start`, with the page from Vite's server: a change of renderer/ shows at once. */
async function dev(signal: AbortSignal): Promise<void> {
  await buildIfStale();
  const server = await createServer({ ...renderer, configFile: false });
  await server.listen();
  const rendererUrl = server.resolvedUrls?.local[0];
  if (rendererUrl === undefined) throw new Error("Vite's server has no address.");
  console.log(
    `The page comes from ${rendererUrl} and reloads as renderer/ changes; electron/ is taken at each start.`,
  );
  try {
    await openSatchel({ rendererUrl, browser: process.argv.includes('--browser'), signal });
  } finally {
    await server.close();
  }
}

if (import.meta.main) await untilSignal(dev);
