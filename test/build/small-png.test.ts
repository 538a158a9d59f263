import { crc32, deflateSync, inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { smallPng } from '../../build/small-png.ts';

const SIGNATURE = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);

function chunk(type: string, body: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), body]);
  const out = Buffer.alloc(named.length + 8);
  out.writeUInt32BE(body.length, 0);
  named.copy(out, 4);
  out.writeUInt32BE(crc32(named), named.length + 4);
  return out;
}

/** A PNG of RGB lines, each with its filter in front. */
function png(width: number, height: number, lines: readonly number[]): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const body = [
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.from(lines))),
    chunk('IEND', Buffer.alloc(0)),
  ];
  return Buffer.concat([SIGNATURE, ...body]);
}

/** The chunks of a PNG by type; throws where a checksum is wrong. */
function chunksOf(file: Buffer): Map<string, Buffer> {
  const chunks = new Map<string, Buffer>();
  for (let at = 8; at < file.length;) {
    const length = file.readUInt32BE(at);
    const body = file.subarray(at + 8, at + 8 + length);
    expect(file.readUInt32BE(at + 8 + length)).toBe(crc32(file.subarray(at + 4, at + 8 + length)));
    chunks.set(file.toString('latin1', at + 4, at + 8), body);
    at += 12 + length;
  }
  return chunks;
}

function pixelsOf(file: Buffer): (readonly number[])[] {
  const chunks = chunksOf(file);
  const [header, palette, data] = [chunks.get('IHDR'), chunks.get('PLTE'), chunks.get('IDAT')];
  if (!header || !palette || !data) throw new Error('a chunk is missing');
  const width = header.readUInt32BE(0);
  const lines = [...inflateSync(data)].filter((_byte, index) => index % (width + 1) !== 0);
  return lines.map((place) => [...palette.subarray(place * 3, place * 3 + 3)]);
}

describe('smallPng', () => {
  it('keeps every pixel where there are few colours, whatever the filter of a line', () => {
    const red = [255, 0, 0];
    const green = [0, 255, 0];
    const blue = [0, 0, 255];
    // Sub, up, average and Paeth (PNG specification, 9.2), each saying: red, green, then a line like the one above.
    const file = png(2, 5, [
      ...[0, ...red, ...green],
      ...[1, ...red, 1, 255, 0],
      ...[2, 0, 0, 0, 0, 0, 0],
      ...[3, 128, 0, 0, 129, 128, 0],
      ...[4, 1, 0, 255, 0, 1, 0],
    ]);
    expect(pixelsOf(smallPng(file))).toEqual([red, green, red, green, red, green, red, green, blue, blue]);
  });

  it('draws what is beyond 256 colours in the nearest one, and keeps a rare accent', () => {
    const greys = Array.from({ length: 400 }, (_, index) => [index % 256, index % 256, (index >> 1) % 256]);
    const accent = [11, 107, 93];
    const pixels = [...greys, accent];
    const drawn = pixelsOf(smallPng(png(pixels.length, 1, [0, ...pixels.flat()])));
    expect(drawn).toHaveLength(pixels.length);
    expect(drawn.at(-1)).toEqual(accent);
    const off = drawn.map((pixel, index) =>
      Math.max(...pixel.map((part, at) => Math.abs(part - (pixels[index]?.[at] ?? 0)))),
    );
    expect(Math.max(...off)).toBeLessThanOrEqual(8);
  });

  it('refuses what is no such PNG', () => {
    const interlaced = png(1, 1, [0, 1, 2, 3]);
    interlaced[8 + 8 + 12] = 1;
    expect(() => smallPng(interlaced)).toThrow();
  });
});
