import { describe, expect, it } from 'vitest';
import { STRATEGIES } from '../../../electron/sync/push/strategies.ts';
import type { WireFault } from '../../fakes/sample-transport.ts';
import { CASES } from './cases.ts';
import { failFirstWrite, openWorld } from './harness.ts';

/** What can become of the one request that matters, and whether the server has acted by the end of it. */
const FAULTS: readonly { readonly name: string; readonly fault: WireFault | null }[] = [
  { name: 'nothing goes wrong', fault: null },
  { name: 'the connection is cut before the server acts', fault: { kind: 'drop-before' } },
  { name: 'the server acts and the connection is cut', fault: { kind: 'drop-after' } },
  {
    name: 'the server acts a minute after the connection was cut',
    fault: { kind: 'acts-later', ms: 55_000 },
  },
  { name: 'the server acts and its answer breaks off', fault: { kind: 'truncate', share: 0.5 } },
  { name: 'the server acts and answers 502', fault: { kind: 'status', status: 502, acts: true } },
  { name: 'the server does not act and answers 503', fault: { kind: 'status', status: 503 } },
  { name: 'a web page answers in its place', fault: { kind: 'captive-portal' } },
  { name: 'there is no network', fault: { kind: 'offline' } },
  { name: 'the limit is used up', fault: { kind: 'status', status: 429, headers: { 'retry-after': '30' } } },
];

describe.each(CASES)('$name', ({ arrange, asks, kind, type }) => {
  it('is a row of the table', () => {
    expect(STRATEGIES[type][kind]).not.toBeNull();
  });

  it.each(FAULTS)('is done once when $name', async ({ fault }) => {
    const world = await openWorld();
    const { edit, times } = await arrange(world);
    await world.edit(edit);
    if (fault !== null) failFirstWrite(world, fault);
    await world.drain();
    // What the server may still do late is done, and changes nothing.
    await world.clock.advance(120_000);
    await world.drain();
    const outbox = await world.outbox();
    const left = outbox.map(({ edit: { state } }) => state);
    if (asks === true && left[0]?.name === 'question') {
      expect(times()).toBeLessThanOrEqual(1);
      return;
    }
    expect({ times: times(), left, conflicts: await world.conflicts() }).toEqual({
      times: 1,
      left: [],
      conflicts: [],
    });
  });
});

it('has a case for every row', () => {
  const rows = Object.entries(STRATEGIES).flatMap(([type, kinds]) =>
    Object.entries(kinds).flatMap(([kind, strategy]) => (strategy === null ? [] : [`${type} ${kind}`])),
  );
  const cased = new Set(CASES.map(({ type, kind }) => `${type} ${kind}`));
  expect(rows.filter((row) => !cased.has(row))).toEqual([]);
});
