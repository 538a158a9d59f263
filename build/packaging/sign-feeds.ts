import { createPrivateKey } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import keys from '../../electron/updates/release-keys.json' with { type: 'json' };
import { stagedFeed } from './staged-feed.ts';

/** `npm run release:sign -- --percent 10 [DIR]`: signs the feeds in a folder for a share of the devices. The secret key comes in SATCHEL_UPDATE_KEY, as PEM. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { percent: { type: 'string' } },
    allowPositionals: true,
  });
  const pem = process.env['SATCHEL_UPDATE_KEY'];
  if (values.percent === undefined || !pem)
    throw new Error('It takes --percent, and the secret key in SATCHEL_UPDATE_KEY.');
  const [dir = 'release'] = positionals;
  const key = createPrivateKey(pem);
  const files = (await readdir(dir)).filter((name) => /^latest(-\w+)*\.yml$/.test(name));
  if (files.length === 0) throw new Error(`There is no feed in ${dir}.`);
  for (const file of files) {
    const path = join(dir, file);
    const { text, release } = stagedFeed(
      file,
      await readFile(path, 'utf8'),
      Number(values.percent),
      key,
      keys,
    );
    await writeFile(path, text);
    console.log(`${file}: ${release.version} for ${release.stagingPercentage ?? 100} of a hundred devices`);
  }
}

await main();
