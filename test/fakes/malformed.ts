import fc from 'fast-check';
import { z } from 'zod';
import { isBounded } from '../../shared/rpc/bounds.ts';
import type { Service } from '../../shared/rpc/service.ts';

/** How large values come: `large` as they come, `cloned` as a message of few bytes can make them, `text` as they can be written out and read again a hundred thousand times. */
type Size = 'large' | 'cloned' | 'text';

/** What was ever used to bring down who reads it. They are made once: a thousand calls may share one. */
function hostileValues(size: Size): unknown[] {
  let deep: unknown = [];
  for (let depth = 0; depth < (size === 'large' ? 20_000 : 50); depth++)
    deep = depth % 2 === 0 ? [deep] : { fields: deep };
  const round: Record<string, unknown> = {};
  round['self'] = round;
  const sparse: unknown[] = [];
  sparse[size === 'text' ? 10 : 4_000_000_000] = 1;
  return [
    undefined,
    null,
    NaN,
    -0,
    Infinity,
    2n ** 63n,
    '',
    '\u0000',
    '\ud800',
    '\u202e'.repeat(100),
    'x'.repeat(size === 'large' ? 1_000_000 : 1_000),
    deep,
    round,
    sparse,
    new Array(size === 'large' ? 10_000 : 10).fill(null),
    new Date(NaN),
    new Map([[{}, new Set([1])]]),
    new Uint8Array(size === 'large' ? 1024 : 8),
    new ArrayBuffer(8),
    new Error('no'),
    /(a+)+$/,
    JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}'),
    Object.create(null),
    { then: 1, toJSON: 'x', toString: null, valueOf: null },
  ];
}

/** Names that are no call's, or not quite, or no names at all. */
const wrongNames = (names: readonly string[]): fc.Arbitrary<unknown> =>
  fc.oneof(
    fc.constantFrom(
      '__proto__',
      'constructor',
      'toString',
      'hasOwnProperty',
      '',
      '\u0000',
      'x'.repeat(5_000),
    ),
    fc.constantFrom(...names).map((name) => `${name}\u0000`),
    fc.constantFrom(...names).map((name) => name.toUpperCase()),
    fc.string(),
    fc.constantFrom(...hostileValues('text')),
  );

/** The names of the properties that a call takes, from its schema. */
function propertiesOf(schema: z.ZodType): string[] {
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}

/** A call as somebody makes it who means no good, or whose version is another one: a name, and what goes with it. */
export interface WildCall {
  readonly name: unknown;
  readonly input: unknown;
}

/** Calls of a service, most by their right names, with everything that can be wrong with what they take. A few are right by chance. */
export function wildCalls(service: Service, size: Size = 'large'): fc.Arbitrary<WildCall> {
  const names = Object.keys(service.calls);
  const hostile = fc.constantFrom(...hostileValues(size));
  const value = fc.oneof(
    { weight: 3, arbitrary: hostile },
    { weight: 2, arbitrary: fc.oneof(fc.integer(), fc.boolean(), fc.string({ maxLength: 20 }), fc.double()) },
    {
      weight: 1,
      arbitrary: fc.anything({ maxDepth: 2, maxKeys: 3, withBigInt: true, withNullPrototype: true }),
    },
  );
  const shaped = fc.constantFrom(...names).chain((name) => {
    const properties = propertiesOf(service.calls[name]?.input ?? z.unknown());
    const input =
      properties.length === 0
        ? value
        : fc.record(Object.fromEntries(properties.map((property) => [property, value])), {
            requiredKeys: [],
          });
    return fc.record({ name: fc.constant<unknown>(name), input });
  });
  return fc
    .oneof(
      { weight: 4, arbitrary: shaped },
      { weight: 1, arbitrary: fc.record({ name: fc.constantFrom<unknown>(...names), input: value }) },
      { weight: 1, arbitrary: fc.record({ name: wrongNames(names), input: value }) },
    )
    .map((call) => ({ ...call, [fc.toStringMethod]: () => told(call) }));
}

/** A call in short: some of what is in it cannot be written out. */
function told({ name, input }: WildCall): string {
  const shape =
    typeof input === 'object' && input !== null ? Object.keys(input).slice(0, 9).join() : typeof input;
  return `${String(typeof name === 'string' ? name.slice(0, 50) : typeof name)}(${shape})`;
}

/** Whether a call is one of the contract: then its handler may be reached. */
export function isOfContract(service: Service, { name, input }: WildCall): boolean {
  if (typeof name !== 'string' || !Object.hasOwn(service.calls, name)) return false;
  try {
    return isBounded(input) && service.calls[name]?.input.safeParse(input).success === true;
  } catch {
    return false; // Too deep to be looked through.
  }
}

/** Whether somebody has managed to put something into every object there is. */
export const isPolluted = (): boolean => 'polluted' in {};

/** The same calls each time, and enough of them. */
export const FUZZ = { seed: 20_261_128, numRuns: 100_000, endOnFailure: true } as const;

/** A few seconds, and more where the machine has other work. */
export const FUZZ_TIME = { timeout: 120_000 } as const;
