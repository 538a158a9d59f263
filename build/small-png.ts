import { crc32, deflateSync, inflateSync } from 'node:zlib';

/**
 * A PNG with a palette of at most 256 colours in place of one with three or four bytes a pixel: a third of the size for pictures of
 * screens, whose many colours are the edges of letters. Takes what Chromium writes (8 bits a channel, not interlaced; PNG specification, 3rd ed.).
 */
export function smallPng(png: Buffer): Buffer {
  const { header, data } = read(png);
  const channels = header[9] === 6 ? 4 : 3;
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const pixels = unfilter(inflateSync(data), width * channels, height, channels);
  const { palette, index } = quantise(pixels, channels);
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      rows[y * (width + 1) + 1 + x] = index(colourAt(pixels, (y * width + x) * channels));
    }
  }
  const indexed = Buffer.from(header);
  indexed[9] = 3;
  return Buffer.concat([
    png.subarray(0, 8),
    chunk('IHDR', indexed),
    chunk(
      'PLTE',
      Buffer.from(palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255])),
    ),
    chunk('IDAT', deflateSync(rows, { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function read(png: Buffer): { header: Buffer; data: Buffer } {
  let header: Buffer | undefined;
  const data: Buffer[] = [];
  for (let at = 8; at < png.length;) {
    const length = png.readUInt32BE(at);
    const type = png.toString('latin1', at + 4, at + 8);
    const body = png.subarray(at + 8, at + 8 + length);
    if (type === 'IHDR') header = body;
    if (type === 'IDAT') data.push(body);
    at += 12 + length;
  }
  if (header?.[8] !== 8 || ![2, 6].includes(header[9] ?? 0) || header[12] !== 0) {
    throw new Error('not a PNG as Chromium writes it');
  }
  return { header, data: Buffer.concat(data) };
}

function chunk(type: string, body: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), body]);
  const framed = Buffer.alloc(8);
  framed.writeUInt32BE(body.length, 0);
  framed.writeUInt32BE(crc32(named), 4);
  return Buffer.concat([framed.subarray(0, 4), named, framed.subarray(4)]);
}

/** Undoes the filter of each line (PNG specification, 9.2). */
function unfilter(lines: Buffer, stride: number, height: number, channels: number): Buffer {
  const pixels = Buffer.alloc(stride * height);
  const at = (index: number, there: boolean) => (there ? (pixels[index] ?? 0) : 0);
  for (let y = 0; y < height; y++) {
    const filter = lines[y * (stride + 1)];
    for (let x = 0; x < stride; x++) {
      const here = y * stride + x;
      const left = at(here - channels, x >= channels);
      const up = at(here - stride, y > 0);
      const corner = at(here - stride - channels, x >= channels && y > 0);
      const predicted = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter ?? 0] ?? 0;
      pixels[here] = ((lines[here + y + 1] ?? 0) + predicted) & 255;
    }
  }
  return pixels;
}

function paeth(left: number, up: number, corner: number): number {
  const [a, b, c] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}

function colourAt(pixels: Buffer, at: number): number {
  return pixels.readUIntBE(at, 3);
}

const COLOURS = 256;

/**
 * The palette: one colour after the other, each the one that is missed most (how common it is, and how far from the nearest that is there), so
 * that a rare accent is kept among a thousand greys. Every other colour is shown as the nearest.
 */
function quantise(
  pixels: Buffer,
  channels: number,
): { palette: readonly number[]; index: (colour: number) => number } {
  const counts = new Map<number, number>();
  for (let at = 0; at < pixels.length; at += channels) {
    const colour = colourAt(pixels, at);
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const missing = [...counts].map(([colour, count]) => ({ colour, count, distance: Infinity, place: 0 }));
  const palette: number[] = [];
  while (palette.length < Math.min(COLOURS, counts.size)) {
    const next = missing.reduce((most, candidate) => (missed(candidate) > missed(most) ? candidate : most));
    for (const candidate of missing) {
      const away = distance(candidate.colour, next.colour);
      if (away >= candidate.distance) continue;
      candidate.distance = away;
      candidate.place = palette.length;
    }
    palette.push(next.colour);
  }
  const places = new Map(missing.map(({ colour, place }) => [colour, place]));
  return { palette, index: (colour) => places.get(colour) ?? 0 };
}

function missed({ count, distance: away }: { count: number; distance: number }): number {
  return away === Infinity ? count : Math.sqrt(count) * away;
}

function distance(one: number, other: number): number {
  const parts = [16, 8, 0].map((shift) => ((one >> shift) & 255) - ((other >> shift) & 255));
  return parts.reduce((sum, part) => sum + part * part, 0);
}
