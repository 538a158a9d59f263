import { createHash, generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { stringify } from 'yaml';
import { signFeed } from '../../../electron/updates/signature.ts';
import { startLoopbackServer, type RecordedRequest } from '../../fakes/loopback-server.ts';

/** A key pair, the public one as the app keeps it. */
export function releaseKey(): { readonly secret: KeyObject; readonly known: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return {
    secret: privateKey,
    known: publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
  };
}

export interface PublishedRelease {
  readonly version: string;
  /** Packages by their names. */
  readonly packages: Readonly<Record<string, Buffer>>;
  readonly stagingPercentage?: number;
}

/** A feed of one release, on a server of its own. */
export interface FeedServer {
  /** The folder that the feed is in. */
  readonly base: string;
  /** Paths that were asked for, without what keeps caches away. */
  readonly asked: string[];
  readonly headers: RecordedRequest['headers'][];
  publish(release: PublishedRelease, options?: { file?: string; key?: KeyObject }): void;
  /** Answers a path in another way than by what was published. */
  instead(path: string, answer: (response: ServerResponse) => void): void;
  close(): Promise<void>;
}

/** @param key signs what is published, unless another one is given there */
export async function startFeedServer(key: KeyObject): Promise<FeedServer> {
  const server = await startLoopbackServer();
  const files = new Map<string, Buffer>();
  const others = new Map<string, (response: ServerResponse) => void>();
  const asked: string[] = [];
  const headers: RecordedRequest['headers'][] = [];
  server.answer = (request, response) => {
    const { pathname } = new URL(request.url, server.origin);
    asked.push(pathname);
    headers.push(request.headers);
    const other = others.get(pathname);
    const file = files.get(pathname);
    if (other) other(response);
    else if (file) response.writeHead(200, { 'content-length': file.length }).end(file);
    else response.writeHead(404).end('no');
  };
  return {
    base: `${server.origin}/satchel/`,
    asked,
    headers,
    publish({ version, packages, stagingPercentage }, options = {}) {
      const file = options.file ?? 'latest-linux.yml';
      const text = stringify({
        version,
        files: Object.entries(packages).map(([url, bytes]) => ({
          url,
          sha512: sha512(bytes),
          size: bytes.length,
        })),
        ...(stagingPercentage === undefined ? {} : { stagingPercentage }),
        releaseDate: '2026-11-28T12:00:00.000Z',
      });
      files.set(`/satchel/${file}`, Buffer.from(signFeed(file, text, options.key ?? key)));
      for (const [name, bytes] of Object.entries(packages)) files.set(`/satchel/${name}`, bytes);
    },
    instead: (path, answer) => void others.set(path, answer),
    close: () => server.close(),
  };
}

export function sha512(bytes: Buffer): string {
  return createHash('sha512').update(bytes).digest('base64');
}
