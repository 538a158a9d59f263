/** A square picture as PNG. */
export interface Picture {
  readonly size: number;
  readonly png: Uint8Array;
}

const PART_BYTES = 16;

/** A Windows icon of PNGs (Windows Vista and later): a head, a list of where each picture is, and the pictures. A side of 256 is written as 0. */
export function ico(pictures: readonly Picture[]): Buffer {
  const head = Buffer.alloc(6 + PART_BYTES * pictures.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(pictures.length, 4);
  let at = head.length;
  for (const [index, { size, png }] of pictures.entries()) {
    const part = 6 + PART_BYTES * index;
    head.writeUInt8(size % 256, part);
    head.writeUInt8(size % 256, part + 1);
    head.writeUInt16LE(1, part + 4);
    head.writeUInt16LE(32, part + 6);
    head.writeUInt32LE(png.length, part + 8);
    head.writeUInt32LE(at, part + 12);
    at += png.length;
  }
  return Buffer.concat([head, ...pictures.map(({ png }) => png)]);
}

/** Under which names macOS looks for a picture of a side, once and as the denser one of half the side. */
const ICNS_TYPES: Readonly<Record<number, readonly string[]>> = {
  16: ['icp4'],
  32: ['icp5', 'ic11'],
  64: ['ic12'],
  128: ['ic07'],
  256: ['ic08', 'ic13'],
  512: ['ic09', 'ic14'],
  1024: ['ic10'],
};

/** A macOS icon of PNGs: named parts, each with its length. */
export function icns(pictures: readonly Picture[]): Buffer {
  const parts = pictures.flatMap(({ size, png }) =>
    (ICNS_TYPES[size] ?? []).map((type) => Buffer.concat([named(type, png.length), png])),
  );
  const body = Buffer.concat(parts);
  return Buffer.concat([named('icns', body.length), body]);
}

function named(type: string, length: number): Buffer {
  const head = Buffer.alloc(8);
  head.write(type, 'latin1');
  head.writeUInt32BE(8 + length, 4);
  return head;
}
