import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../paths.ts';

/** A package that ships with Satchel, and the terms it comes under. */
export interface Part {
  readonly name: string;
  readonly version: string;
  /** An SPDX expression; empty where the package says none. */
  readonly licence: string;
  /** The licence as the package brings it; empty where it brings none. */
  readonly text: string;
}

interface LockEntry {
  readonly dev?: boolean;
  readonly version?: string;
}

interface Manifest {
  readonly version: string;
  readonly license?: string | { readonly type: string };
  /** As it was written before SPDX. */
  readonly licenses?: readonly { readonly type: string }[];
}

const TEXT_FILE = /^(un)?(licen[cs]e|copying)(\.(md|txt|markdown))?$/i;

/**
 * What goes into a package: everything that is installed and not for developing only, by name, and the runtime. Native modules of other systems are not installed, and come in
 * their packages alone; all are of one licence.
 */
export function shippedParts(): Part[] {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, LockEntry>;
  };
  const folders = Object.entries(lock.packages)
    .filter(([folder, entry]) => folder !== '' && entry.dev !== true)
    .map(([folder]) => folder)
    .concat('node_modules/electron')
    .filter((folder) => existsSync(join(root, folder, 'package.json')));
  const parts = folders.map(partOf);
  const byKey = new Map(parts.map((part) => [`${part.name}@${part.version}`, part]));
  return [...byKey.values()].sort((a, b) => a.name.localeCompare(b.name, 'en'));
}

function partOf(folder: string): Part {
  const manifest = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as Manifest;
  const file = readdirSync(join(root, folder)).find((name) => TEXT_FILE.test(name));
  const text = file === undefined ? '' : readFileSync(join(root, folder, file), 'utf8').trim();
  return {
    name: folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length),
    version: manifest.version,
    // A few say it in their text alone.
    licence: licenceOf(manifest) || (text.startsWith('MIT License') ? 'MIT' : ''),
    text,
  };
}

function licenceOf({ license, licenses }: Manifest): string {
  if (typeof license === 'string') return license;
  return license?.type ?? licenses?.map(({ type }) => type).join(' OR ') ?? '';
}

/** The file that goes into a package. */
export function licencesText(parts: readonly Part[]): string {
  const rule = '-'.repeat(80);
  return [
    'Satchel contains the work of others. These are its parts and the terms they come under.',
    'What the runtime itself is made of is told by LICENSES.chromium.html beside it.',
    ...parts.map(
      ({ name, version, licence, text }) =>
        `${rule}\n${name} ${version}\n${licence}\n\n${text || 'No text.'}`,
    ),
    '',
  ].join('\n\n');
}
