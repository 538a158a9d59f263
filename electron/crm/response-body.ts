import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { pipeline } from 'node:stream/promises';
import type { Readable, Transform } from 'node:stream';
import { AppError } from '../../shared/errors.ts';

/** What we ask for, and can read. */
export const ACCEPT_ENCODING = 'gzip, deflate, br';

/** Undoes a `content-encoding`; null for none, undefined for one we did not ask for. */
function decoderOf(encoding: string | undefined): Transform | null | undefined {
  switch (encoding?.trim().toLowerCase()) {
    case undefined:
    case '':
    case 'identity':
      return null;
    case 'gzip':
    case 'x-gzip':
      return createGunzip();
    case 'deflate':
      return createInflate();
    case 'br':
      return createBrotliDecompress();
    default:
      return undefined;
  }
}

/**
 * Reads a body to its end as UTF-8 text, decoded, counting the bytes while they come: as sent and as decoded, so that a small answer
 * cannot unfold into a large one.
 * @throws AppError too-large, not-the-crm (an encoding we did not ask for), network (the encoded bytes are broken); else what the stream threw
 */
export async function readText(body: Readable, encoding: string | undefined, limit: number): Promise<string> {
  const decoder = decoderOf(encoding);
  if (decoder === undefined) {
    body.on('error', () => {}).destroy();
    throw new AppError({ code: 'not-the-crm', reason: 'content-encoding' });
  }
  const collected = collect(limit);
  if (decoder === null) await pipeline(body, collected.take);
  else await pipeline(body, limited(limit), decoder, collected.take).catch(brokenEncoding);
  return new TextDecoder().decode(Buffer.concat(collected.chunks));
}

function brokenEncoding(caught: unknown): never {
  const code = caught instanceof Error && 'code' in caught ? String(caught.code) : '';
  if (/^(Z_|ERR__?BROTLI|ERR_PADDING)/.test(code))
    throw new AppError({ code: 'network', reason: 'truncated' });
  throw caught;
}

/** Passes bytes on until there are too many. */
function limited(limit: number): (source: AsyncIterable<Uint8Array>) => AsyncGenerator<Uint8Array> {
  return async function* (source) {
    let size = 0;
    for await (const chunk of source) {
      size += chunk.length;
      if (size > limit) throw new AppError({ code: 'too-large', limit });
      yield chunk;
    }
  };
}

function collect(limit: number) {
  const chunks: Uint8Array[] = [];
  const take = async (source: AsyncIterable<Uint8Array>): Promise<void> => {
    for await (const chunk of limited(limit)(source)) chunks.push(chunk);
  };
  return { chunks, take };
}
