import { rawRecordSchema, type IdentifiedRecord } from '../../../shared/entities/record.ts';
import { parseJson, stringifyJson } from '../../../shared/json.ts';

/**
 * How records become the bytes of a chunk. A record's text alone is the measure of whether it changed: equal texts, equal records.
 */
export interface Codec {
  /** One record as bytes, every key and digit kept. */
  encode(record: IdentifiedRecord): Uint8Array<ArrayBuffer>;
  /** Several encoded records as one chunk. */
  pack(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer>;
  /** The encoded records of a chunk, as views of its bytes. Throws when the bytes are no chunk. */
  unpack(chunk: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer>[];
  /** Gives back what was encoded. Throws when the bytes are no record. */
  decode(part: Uint8Array): IdentifiedRecord;
  /**
   * The records of a chunk as the memory index reads them: as `decode` gives them, but that integers above 2^53 come as strings of
   * their digits. Several times faster where there are such numbers (`mcr_id`, quirks §6). Throws as `unpack` and `decode` do.
   */
  decodeForIndex(chunk: Uint8Array<ArrayBuffer>): IdentifiedRecord[];
  /** A record that was just encoded, as `decodeForIndex` will give it after a restart. */
  forIndex(record: IdentifiedRecord, part: Uint8Array): IdentifiedRecord;
}

/** The first byte of a chunk says how the rest is written. */
const FORMAT = 1;
const COMMA = 0x2c;
const OPEN = 0x5b;
const CLOSE = 0x5d;

/** A number of so many digits that a double may not hold it, bare in JSON that was written without blanks. */
const LONG_NUMBER = /([:[,])(-?\d[\d.]{15,})(?=[,\]}])/g;

/**
 * Chunks of JSON: the format, the number of records, where each ends (32-bit little-endian), and the records as one JSON array. A single
 * record can be read without its neighbours, and all of them in one go.
 */
export function jsonCodec(): Codec {
  const encoder = new TextEncoder();
  const decoder = new TextDecoder('utf-8', { fatal: true });

  function unpack(chunk: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer>[] {
    const { count, body } = readHead(chunk);
    const view = new DataView(chunk.buffer, chunk.byteOffset);
    let start = body + 1;
    return Array.from({ length: count }, (_, at) => {
      const end = body + view.getUint32(5 + at * 4, true);
      if (end <= start || end >= chunk.length) throw new Error('a chunk with wrong ends');
      const part = chunk.subarray(start, end);
      start = end + 1;
      return part;
    });
  }

  function pack(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
    const head = 5 + 4 * parts.length;
    const chunk = new Uint8Array(head + parts.reduce((sum, part) => sum + part.length + 1, 0) + 1);
    const view = new DataView(chunk.buffer);
    chunk[0] = FORMAT;
    view.setUint32(1, parts.length, true);
    let at = head;
    parts.forEach((part, i) => {
      chunk[at++] = i === 0 ? OPEN : COMMA;
      chunk.set(part, at);
      at += part.length;
      view.setUint32(5 + i * 4, at - head, true);
    });
    chunk[at] = CLOSE;
    return chunk;
  }

  function decodeForIndex(chunk: Uint8Array<ArrayBuffer>): IdentifiedRecord[] {
    const { count, body } = readHead(chunk);
    const records = parseForIndex(decoder.decode(chunk.subarray(body)));
    if (!Array.isArray(records) || records.length !== count) throw new Error('a chunk with a wrong count');
    return records.map(identified);
  }

  return {
    encode: (record) => encoder.encode(stringifyJson(record)),
    pack,
    unpack,
    decode: (part) => rawRecordSchema.parse(parseJson(decoder.decode(part))),
    decodeForIndex,
    forIndex(record, part) {
      const exact = Object.values(record).every((value) => typeof value !== 'bigint');
      return exact ? record : decodeForIndex(pack([part]))[0]!;
    },
  };
}

/**
 * JSON with long numbers quoted before it is parsed. Where that breaks the text, because what looks like a number stands within a
 * string, it is parsed the exact and slow way; a quote put into a string always breaks it, as a digit follows.
 */
function parseForIndex(text: string): unknown {
  const quoted = text.replace(LONG_NUMBER, '$1"$2"');
  try {
    return JSON.parse(quoted);
  } catch (error) {
    if (quoted === text) throw error;
    return parseJson(text);
  }
}

/** The number of records, and where their JSON begins. */
function readHead(chunk: Uint8Array): { count: number; body: number } {
  if (chunk[0] !== FORMAT) throw new Error('not a chunk of a known format');
  const count = new DataView(chunk.buffer, chunk.byteOffset).getUint32(1, true);
  const body = 5 + 4 * count;
  if (body >= chunk.length) throw new Error('a chunk that was cut');
  return { count, body };
}

/** As `rawRecordSchema`, without copying; it is called for every record at each start. */
function identified(value: unknown): IdentifiedRecord {
  if (typeof value === 'object' && value !== null && 'id' in value && Number.isSafeInteger(value.id)) {
    return value as IdentifiedRecord;
  }
  throw new Error('a record without an id');
}
