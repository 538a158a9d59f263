import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import keys from '../../electron/updates/release-keys.json' with { type: 'json' };
import packageJson from '../../package.json' with { type: 'json' };
import { root } from '../paths.ts';
import { releaseProblems, releaseSettings } from './settings.ts';

/** `npm run release:check -- v1.3.0`: whether this tree, with this environment, is fit to be released as that tag. */
const problems = releaseProblems({
  settings: releaseSettings(process.env),
  version: packageJson.version,
  tag: process.argv[2] ?? '',
  changelog: await readFile(join(root, 'CHANGELOG.md'), 'utf8'),
  keys,
});
for (const problem of problems) console.error(`✗ ${problem}`);
if (problems.length > 0) process.exitCode = 1;
else console.log('✓ fit to be released');
