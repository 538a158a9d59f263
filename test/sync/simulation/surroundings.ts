import { OVERLAP_MS } from '../../../electron/sync/pull/changes.ts';
import type { Chance as ChanceType } from './chance.ts';
import { Chance } from './chance.ts';
import { at, type Acts } from './act.ts';
import { otherActs } from './others.ts';
import { editingActs } from './rep/editing.ts';
import type { WireFault } from './transport.ts';

const MINUTE = 60_000;
/** Rows of a page in every second world. */
const SMALL_PAGE = 4;

/** Any of the faults of the wire. */
export function someFault(chance: ChanceType): WireFault {
  switch (
    chance.weighted({
      before: 3,
      after: 5,
      later: 3,
      slow: 2,
      late: 2,
      twice: 2,
      truncated: 2,
      html: 1.5,
      '401': 0.4,
      '403': 0.7,
      '404': 0.5,
      '429': 1.5,
      '5xx': 3,
      stale: 1.5,
      short: 1,
    })
  ) {
    case 'before':
      return { kind: 'dropped', acts: false };
    case 'after':
      return { kind: 'dropped', acts: true };
    case 'later':
      return { kind: 'acts-later', ms: chance.between(500, 59_000) };
    case 'slow':
      return { kind: 'slow', ms: chance.between(1000, 90_000) };
    case 'late':
      return { kind: 'late', ms: chance.between(1000, 60_000) };
    case 'twice':
      return { kind: 'twice' };
    case 'truncated':
      return { kind: 'truncated', share: chance.next() };
    case 'html':
      return { kind: 'html', status: chance.pick([200, 502, 403]), acts: chance.is(0.3) };
    case '401':
      return { kind: 'status', status: 401, acts: false, headers: {} };
    case '403':
      return { kind: 'status', status: 403, acts: false, headers: {} };
    case '404':
      return { kind: 'status', status: 404, acts: false, headers: {} };
    case '429':
      return {
        kind: 'status',
        status: 429,
        acts: false,
        headers: chance.pick<Readonly<Record<string, string>>>([
          {},
          { 'retry-after': '30' },
          { 'x-ratelimit-limit': '1000', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '45' },
        ]),
      };
    case '5xx':
      return {
        kind: 'status',
        status: chance.pick([500, 502, 503, 504] as const),
        acts: chance.is(0.5),
        headers: {},
      };
    case 'stale':
      return { kind: 'stale' };
    case 'short':
      return { kind: 'short', share: chance.next() };
  }
}

/** What happens to the device, and between it and the server. */
export const deviceActs: Acts = {
  offline(world) {
    if (!world.line.isOn) return null;
    world.line.isOn = false;
    return 'no network';
  },
  online(world, command) {
    if (world.line.isOn) return null;
    world.line.isOn = true;
    if (at(command, 0) % 2 === 0) world.device.engine?.networkChanged();
    return 'network';
  },
  kill(world, command) {
    if (!world.device.isRunning || world.kill !== null) return null;
    const what = (['all', 'all', 'engine', 'store'] as const)[at(command, 0) % 4]!;
    const downMs = at(command, 1) % 3 === 0 ? 0 : at(command, 1) % (3 * MINUTE);
    const how = at(command, 2) % 4;
    const atStep =
      how === 1 || how === 2 ? world.kernel.steps + (at(command, 3) % (how === 1 ? 30 : 400)) : null;
    const atCommit = how === 3 ? world.disk.commits + 1 + (at(command, 3) % 8) : null;
    world.kill = { what, downMs, atStep, atCommit };
    if (how === 0) world.strike();
    return `${what} ${atStep !== null ? `at step ${String(atStep)}` : atCommit !== null ? `at commit ${String(atCommit)}` : 'now'}`;
  },
  /** Somebody changes something, and the app dies while it comes. */
  async 'kill while news comes'(world, command) {
    const { engine } = world.device;
    if (engine === null || !world.line.isOn || world.kill !== null) return null;
    const act = otherActs['other edits'];
    const [kind = 0, row = 0, ...rest] = command.r;
    const change = (next: number) => act?.(world, { ...command, r: [kind, row + next, ...rest] });
    // More of one kind than a small page holds, and one more so much later that a check for changes does not read the others twice.
    const said = await change(0);
    for (let next = 1; next < SMALL_PAGE + 1; next++) await change(next);
    await world.kernel.advance(OVERLAP_MS + MINUTE);
    await change(SMALL_PAGE);
    await world.kernel.advance(1500);
    world.kill = {
      what: at(command, 6) % 4 === 0 ? 'store' : 'all',
      downMs: 1000,
      atStep: null,
      atCommit: world.disk.commits + 1 + (at(command, 7) % 10),
    };
    world.device.engine?.now();
    return String(said);
  },
  restart(world) {
    if (!world.device.isRunning) return null;
    world.device.killAll();
    void world.device.start();
    return 'the app';
  },
  'clock jump'(world, command) {
    const jumps = [0, 90_000, -90_000, 20 * MINUTE, -20 * MINUTE, 26 * 60 * MINUTE, -26 * 60 * MINUTE];
    world.device.skew = jumps[at(command, 0) % jumps.length]!;
    return `the device's clock is off by ${String(world.device.skew)} ms`;
  },
  'disk full'(world, command) {
    const fault = at(command, 0) % 2 === 0 ? ('quota' as const) : ('abort' as const);
    const pass = Array.from({ length: at(command, 1) % 4 }, () => null);
    world.disk.faults = [...pass, ...Array.from({ length: 1 + (at(command, 2) % 3) }, () => fault)];
    return `${fault} after ${String(pass.length)} writes`;
  },
  async 'enter key'(world) {
    world.line.isRevoked = false;
    if (!world.device.needsKey) return null;
    await world.enterKey();
    return 'a new key';
  },
  wait: () => 'for a while',
  fault(world, command) {
    world.faults.push({ on: 'any', skip: at(command, 1) % 6, fault: someFault(new Chance(at(command, 0))) });
    return JSON.stringify(world.faults.at(-1));
  },
  'fault on write'(world, command) {
    world.faults.push({
      on: 'write',
      skip: at(command, 1) % 2,
      fault: someFault(new Chance(at(command, 0))),
    });
    return JSON.stringify(world.faults.at(-1));
  },
  weather(world, command) {
    const chance = new Chance(at(command, 0));
    const many = 3 + (at(command, 1) % 6);
    for (let each = 0; each < many; each++)
      world.faults.push({ on: 'any', skip: chance.below(2), fault: someFault(chance) });
    return `${String(many)} faults`;
  },
  'sync now'(world) {
    if (world.device.engine === null) return null;
    world.device.engine.now();
    return 'asked';
  },
  'walk again'(world, command) {
    if (world.device.engine === null) return null;
    if (at(command, 0) % 2 === 0)
      world.faults.push({
        on: 'read',
        skip: at(command, 1) % 4,
        fault: { kind: 'short', share: (at(command, 2) % 10) / 10 },
      });
    world.device.engine.walkAgain();
    return 'asked';
  },
  /** The rep changes something, and lists as they were before come after it. */
  async 'old lists'(world, command) {
    const { engine } = world.device;
    if (engine === null || !world.line.isOn) return null;
    engine.now();
    await world.kernel.advance(3000);
    const said = await editingActs['edit text']?.(world, command);
    await world.kernel.advance(3000);
    for (let each = 0; each < 10; each++)
      world.faults.push({ on: 'read', skip: 0, fault: { kind: 'stale' } });
    world.device.engine?.now();
    return String(said);
  },
};
