import { parse } from 'yaml';
import { z } from 'zod';
import { AppError } from '../../shared/errors.ts';
import { verifiedFeed } from './signature.ts';

/** Where updates are looked for. */
export interface Feed {
  /** A folder; it ends with a slash. */
  readonly base: string;
  /** The feed's name in it. */
  readonly file: string;
  /** Those whose signature it may have. */
  readonly keys: readonly string[];
}

/** What electron-builder writes into a package (`app-update.yml`), as far as it matters here. */
const configurationSchema = z.object({ provider: z.literal('generic'), url: z.url() });

/**
 * The place that a package was built to look for updates at.
 * @param text the package's `app-update.yml`
 * @returns null where it is none that we look at: encrypted, or on this machine
 */
export function feedBase(text: string): string | null {
  const parsed = configurationSchema.safeParse(yamlOf(text));
  if (!parsed.success) return null;
  const url = new URL(parsed.data.url);
  const local = url.protocol === 'http:' && url.hostname === '127.0.0.1';
  if ((url.protocol !== 'https:' && !local) || url.search !== '' || url.hash !== '' || url.username !== '')
    return null;
  return url.href.endsWith('/') ? url.href : `${url.href}/`;
}

/** How electron-builder calls the feed of a system. */
export function feedFile(platform: string, arch: string): string {
  if (platform === 'win32') return 'latest.yml';
  if (platform === 'darwin') return 'latest-mac.yml';
  return arch === 'x64' ? 'latest-linux.yml' : `latest-linux-${arch}.yml`;
}

/** A feed has a few hundred. */
const MOST_CHARACTERS = 65_536;
const VERSION = /^\d+\.\d+\.\d+$/;
/** A name, and no way out of the folder. */
const FILE_NAME = /^[A-Za-z0-9][\w.() -]*$/;
const SHA512_BASE64 = /^[A-Za-z0-9+/]{86}==$/;

/** A feed, of which nothing is used that is not listed here. */
const releaseSchema = z.object({
  version: z.string().regex(VERSION),
  files: z
    .array(
      z.object({
        url: z.string().regex(FILE_NAME),
        sha512: z.string().regex(SHA512_BASE64),
        size: z.number().int().positive(),
        blockMapSize: z.number().int().positive().optional(),
      }),
    )
    .min(1),
  /** How many of a hundred devices get it. */
  stagingPercentage: z.number().min(0).max(100).optional(),
  /** Of the system's kernel. */
  minimumSystemVersion: z.string().optional(),
});
export type Release = z.infer<typeof releaseSchema>;

/**
 * What a feed says, once its signature holds.
 * @throws AppError `update`: `bad-feed` for what is no feed, `not-signed` for one that is not ours
 */
export function readFeed({ file, keys }: Feed, text: string): Release {
  const parsed = text.length > MOST_CHARACTERS ? null : releaseSchema.safeParse(yamlOf(text));
  // A page of a hotel's network is no attack, and not called one.
  if (!parsed?.success) throw new AppError({ code: 'update', reason: 'bad-feed' });
  const body = verifiedFeed(file, text, keys);
  if (body === null) throw new AppError({ code: 'update', reason: 'not-signed' });
  return releaseSchema.parse(yamlOf(body));
}

function yamlOf(text: string): unknown {
  try {
    // No aliases: a short text must not become a long one.
    return parse(text, { maxAliasCount: 0 }) as unknown;
  } catch {
    return null; // Not YAML is as unknown as the wrong YAML.
  }
}
