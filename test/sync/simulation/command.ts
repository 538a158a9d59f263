import type { Chance } from './chance.ts';

/** How often each command comes, against the others. */
export const WEIGHTS = {
  // The rep.
  'create person': 5,
  'create account': 3,
  'create deal': 4,
  'create about': 9,
  'create chain': 3,
  'create twins': 2,
  'create product': 1,
  'log call': 2,
  'log call of somebody new': 1,
  'attach file': 4,
  'edit text': 16,
  'edit custom field': 5,
  'edit tags': 4,
  'edit emails': 2,
  'edit accounts': 1.5,
  'change owner': 2,
  'move stage': 3,
  'deal contacts': 2,
  'deal products': 1,
  'product prices': 1,
  'complete task': 3,
  'edit task': 3,
  'move appointment': 2,
  'check in': 1,
  attendees: 1,
  'edit note': 2,
  'edit activity': 1,
  delete: 4,
  clone: 1.5,
  convert: 1.5,
  team: 1.5,
  restore: 1,
  upsert: 1.5,
  'bulk owner': 1.5,
  'bulk delete': 1,
  'bulk upsert': 1,
  undo: 5,
  retry: 1.5,
  discard: 1,
  resolve: 5,
  answer: 2,
  look: 3,
  policies: 1,
  'sync now': 4,
  'walk again': 1.2,
  'old lists': 1.5,
  // The world around him.
  offline: 3,
  online: 6,
  kill: 4,
  'kill while news comes': 2,
  restart: 1.5,
  'clock jump': 0.8,
  'disk full': 1.5,
  'enter key': 2,
  wait: 6,
  // The wire.
  fault: 14,
  'fault on write': 12,
  weather: 1,
  // Somebody else, on another device, and an admin on the server.
  'other edits same': 8,
  'other edits': 6,
  'other tags': 2,
  'other deletes': 2.5,
  'other restores': 1,
  'other erases': 1,
  'other creates': 2,
  'other converts': 0.7,
  'other task': 2,
  'other hides': 1.2,
  'other shows': 1,
  'other takes name': 1,
  'server fails at record': 0.4,
  'admin limit': 0.5,
  'admin revokes key': 0.6,
  'admin quirks': 0.7,
  'admin configuration': 0.7,
} as const;

export type CommandName = keyof typeof WEIGHTS;

/** Something that somebody does. It is data alone, so that a list of them can be shortened and run again; what it means is found when it runs. */
export interface Command {
  readonly name: CommandName;
  /** Its number in the list as it was first made: what it writes is known by it. */
  readonly n: number;
  /** What its choices are made from. */
  readonly r: readonly number[];
  /** How long nothing else is done after it, in virtual milliseconds. */
  readonly wait: number;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;

function waitOf(chance: Chance): number {
  switch (chance.weighted({ none: 30, moment: 40, while: 20, long: 8, hours: 1 })) {
    case 'none':
      return 0;
    case 'moment':
      return chance.between(100, 4 * SECOND);
    case 'while':
      return chance.between(5 * SECOND, 2 * MINUTE);
    case 'long':
      return chance.between(2 * MINUTE, 15 * MINUTE);
    case 'hours':
      return chance.between(30 * MINUTE, 2 * 60 * MINUTE);
  }
}

/** The commands of a seed. Some seeds begin before the first mirror has ended, most after. */
export function commandsOf(chance: Chance, length: number): Command[] {
  const first: Command = {
    name: 'wait',
    n: 0,
    r: [],
    wait: chance.is(0.85) ? 3 * MINUTE : chance.between(0, 20 * SECOND),
  };
  const rest = Array.from({ length }, (_, at): Command => {
    const name = chance.weighted(WEIGHTS);
    const r = Array.from({ length: 8 }, () => chance.below(1_000_000));
    return { name, n: at + 1, r, wait: waitOf(chance) };
  });
  return [first, ...rest];
}
