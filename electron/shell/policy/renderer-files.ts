import { realpath, stat } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';

/** A file of the built renderer, ready to be served. */
export interface RendererFile {
  readonly path: string;
  readonly bytes: number;
  readonly contentType: string;
  /** Whether this is the page itself, which is served fresh each time; everything else has a hash in its name. */
  readonly page: boolean;
}

const PAGE = 'index.html';

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
};

/** What a segment of a path may be made of: no dot in front, no separator, drive, stream or control character. */
const SEGMENT = /^[A-Za-z0-9_~@-][A-Za-z0-9_~@.-]*$/;

/**
 * Which file of the bundle a URL's path asks for, as a path with `/` relative to the bundle, or null where the path is refused.
 * It is decoded once; what then still holds a percent sign, a backslash, `..` or an empty segment is nothing the bundle has. A path whose
 * last segment has no extension is a place inside the app, so it means the page.
 */
export function rendererPath(pathname: string): string | null {
  const decoded = decode(pathname);
  if (decoded === null || !decoded.startsWith('/')) return null;
  if (decoded === '/') return PAGE;
  const segments = decoded.slice(1).split('/');
  if (!segments.every((segment) => SEGMENT.test(segment))) return null;
  return extname(segments.at(-1) ?? '') === '' ? PAGE : segments.join('/');
}

function decode(pathname: string): string | null {
  // An encoded separator is never honest.
  if (/%(?:2f|5c|00)/i.test(pathname)) return null;
  try {
    return decodeURIComponent(pathname);
  } catch {
    return null; // Malformed percent-encoding: refused like every other path that means nothing.
  }
}

/**
 * Finds the file that a URL's path asks for. Links are followed before the check, so that none leads out of the bundle.
 * @param root the folder of the built renderer
 * @returns null where there is no such file, or it is not inside `root`
 */
export async function findRendererFile(root: string, pathname: string): Promise<RendererFile | null> {
  const relative = rendererPath(pathname);
  if (relative === null) return null;
  try {
    const [base, path] = await Promise.all([realpath(root), realpath(join(root, relative))]);
    if (!path.startsWith(base + sep)) return null;
    const stats = await stat(path);
    if (!stats.isFile()) return null;
    const contentType = CONTENT_TYPES[extname(path).toLowerCase()] ?? 'application/octet-stream';
    return { path, bytes: stats.size, contentType, page: relative === PAGE };
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
      return null;
    throw error;
  }
}

/** How long a file may be kept by the browser. */
export function cacheControl(file: RendererFile): string {
  return file.page ? 'no-store' : 'public, max-age=31536000, immutable';
}
