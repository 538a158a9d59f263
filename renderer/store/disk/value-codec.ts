/**
 * How a value becomes bytes, and back, exactly: everything that structured cloning keeps of plain data, big integers, numbers that JSON does not know and keys that are undefined
 * among it. The first byte says whether something had to be marked.
 */
const PLAIN = '0';
const MARKED = '1';

/** The only key of an object that stands for what JSON has no words for. */
const MARK = '$';
type Marked = readonly ['bigint' | 'number', string] | readonly ['undefined'] | readonly ['object', unknown];

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });

/** Throws for what is no plain data. */
export function encodeValue(value: unknown): Uint8Array<ArrayBuffer> {
  const marked = mark(value);
  return encoder.encode((marked === value ? PLAIN : MARKED) + JSON.stringify(marked));
}

/** Gives back what was encoded. Throws when the bytes are no value. */
export function decodeValue(bytes: Uint8Array): unknown {
  const text = decoder.decode(bytes);
  const format = text[0];
  if (format !== PLAIN && format !== MARKED) throw new Error('not a value of a known format');
  const value: unknown = JSON.parse(text.slice(1));
  return format === PLAIN ? value : unmark(value);
}

/** The value itself where JSON keeps it, else a copy in which marks stand for what it would lose. */
function mark(value: unknown): unknown {
  switch (typeof value) {
    case 'bigint':
      return marked(['bigint', String(value)]);
    case 'undefined':
      return marked(['undefined']);
    case 'number':
      if (Number.isFinite(value) && !Object.is(value, -0)) return value;
      return marked(['number', Object.is(value, -0) ? '-0' : String(value)]);
    case 'object': {
      if (value === null) return value;
      if (Array.isArray(value)) {
        const inner = value.map(mark);
        return inner.some((each, at) => each !== value[at]) ? inner : value;
      }
      const entries = Object.entries(value);
      const inner = entries.map(([key, each]) => [key, mark(each)] as const);
      const copy = inner.some(([, each], at) => each !== entries[at]![1]) ? Object.fromEntries(inner) : value;
      return Object.hasOwn(value, MARK) ? marked(['object', copy]) : copy;
    }
    case 'string':
    case 'boolean':
      return value;
    case 'function':
    case 'symbol':
      throw new Error('not plain data');
  }
}

function marked(mark: Marked): { readonly [MARK]: Marked } {
  return { [MARK]: mark };
}

function unmark(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(unmark);
  if (!Object.hasOwn(value, MARK)) return unmarkEntries(value);
  const [kind, content] = (value as { [MARK]: Marked })[MARK];
  switch (kind) {
    case 'bigint':
      return BigInt(content);
    case 'number':
      return Number(content);
    case 'undefined':
      return undefined;
    case 'object':
      return unmarkEntries(content as object);
  }
}

function unmarkEntries(value: object): object {
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, unmark(each)]));
}
