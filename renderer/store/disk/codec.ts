import {
  isIdentifiedRecord,
  rawRecordSchema,
  type IdentifiedRecord,
} from '../../../shared/entities/record.ts';
import { parseJson, stringifyJson } from '../../../shared/json.ts';

/** How records become the bytes of a chunk, and back. */
export interface Codec {
  /** Every key and digit is kept. */
  encode(records: readonly IdentifiedRecord[]): Uint8Array<ArrayBuffer>;
  /** Gives back what was encoded. Throws when the bytes are no chunk. */
  decode(chunk: Uint8Array): IdentifiedRecord[];
  /**
   * The records as the memory index reads them: as `decode` gives them, but that integers above 2^53 come as strings of their digits. Several
   * times faster where there are such numbers (`mcr_id`, quirks §6). Throws as `decode` does.
   */
  decodeForIndex(chunk: Uint8Array): IdentifiedRecord[];
}

/** The first byte of a chunk says how the rest is written. */
const FORMAT = 1;

/** A number of so many digits that a double may not hold it, bare in JSON that was written without blanks. */
const LONG_NUMBER = /([:[,])(-?\d[\d.]{15,})(?=[,\]}])/g;

/** Chunks of JSON: the format, then the records as one array. */
export function jsonCodec(): Codec {
  const encoder = new TextEncoder();
  const decoder = new TextDecoder('utf-8', { fatal: true });

  function textOf(chunk: Uint8Array): string {
    if (chunk[0] !== FORMAT) throw new Error('not a chunk of a known format');
    return decoder.decode(chunk.subarray(1));
  }

  return {
    // The control character is one byte, and stands for the format.
    encode: (records) => encoder.encode(String.fromCharCode(FORMAT) + stringifyJson(records)),
    decode: (chunk) => rawRecordSchema.array().parse(parseJson(textOf(chunk))),
    decodeForIndex(chunk) {
      const records = parseForIndex(textOf(chunk));
      if (!Array.isArray(records)) throw new Error('a chunk without records');
      if (!records.every(isIdentifiedRecord)) throw new Error('a record without an id');
      return records;
    },
  };
}

/**
 * JSON whose long numbers become strings. They are quoted before it is parsed; where that breaks the text, because what looks like a number stands within
 * a string, each number is looked at instead, which is slow. A quote put into a string always breaks it, as a digit follows.
 */
function parseForIndex(text: string): unknown {
  const quoted = text.replace(LONG_NUMBER, '$1"$2"');
  try {
    return JSON.parse(quoted);
  } catch (error) {
    if (quoted === text) throw error;
    return JSON.parse(text, (_key, value: unknown, { source }) =>
      typeof value === 'number' &&
      source !== undefined &&
      source.length > 15 &&
      /^-?\d[\d.]{15,}$/.test(source)
        ? source
        : value,
    );
  }
}
