import { answerQuestion, resolve } from './rep/deciding.ts';
import type { Chance } from './chance.ts';
import type { Command } from './command.ts';
import { learnIds } from './learn-ids.ts';
import { checkChanges, checkMirror } from './mirror-check.ts';
import { Model } from './model.ts';
import { waitingForRep } from './waiting.ts';
import type { World } from './world.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Quiet must come within this, whatever happened before: a limit that is used up alone may take an hour. */
const QUIET_WITHIN_MS = 6 * HOUR;

/** Everything that troubled the device ends. */
async function calm(world: World): Promise<void> {
  world.faults.length = 0;
  world.kill = null;
  world.disk.faults = [];
  world.line.isOn = true;
  world.line.isRevoked = false;
  world.device.skew = 0;
  await world.kernel.advance(3 * MINUTE);
  if (!world.device.isRunning) {
    void world.device.start();
    await world.kernel.quiet();
  }
  void world.device.start();
  await world.kernel.quiet();
}

/** Waits until nothing is under way: what is left in the outbox waits for the rep. */
async function quiet(world: World, what: string): Promise<boolean> {
  const end = world.kernel.now() + QUIET_WITHIN_MS;
  for (let ask = true; world.kernel.now() < end; ask = false) {
    if (world.device.needsKey) await world.enterKey();
    if (ask) world.device.engine?.now();
    for (const { kind } of world.device.state?.massDeletions ?? [])
      world.device.engine?.answerMassDeletion(kind, true);
    await world.kernel.advance(20_000);
    await world.kernel.advanceUntil(
      () => world.device.state?.phase.name === 'idle' || world.device.needsKey,
      10 * MINUTE,
    );
    if (world.device.state?.phase.name !== 'idle') continue;
    const entries = (await world.outbox()) ?? [];
    const conflicts = (await world.conflicts()) ?? [];
    const isLeft = waitingForRep(entries, conflicts);
    if (entries.every(({ edit }) => isLeft.has(edit.id))) return true;
  }
  const left = ((await world.outbox()) ?? []).map(
    ({ edit }) => `${edit.operation.type} ${edit.target.kind} ${JSON.stringify(edit.state)}`,
  );
  world.violate(
    'it is never stuck',
    `${what}: ${JSON.stringify(world.device.state?.phase)}; ${left.join('; ')}`,
  );
  return false;
}

/** What the rep was shown of values that the server did not take. */
async function learnNotices(world: World): Promise<void> {
  for (const { target } of world.told.edits) {
    if (target === null) continue;
    const notice = (await world.record(target))?.notice ?? null;
    if (notice === null) continue;
    for (const path of Object.keys(notice.fields))
      world.noticed.add(`${notice.target.kind}:${String(notice.target.id)} ${path}`);
  }
}

async function check(world: World): Promise<void> {
  await learnIds(world);
  await learnNotices(world);
  const [entries, conflicts] = [await world.outbox(), await world.conflicts()];
  if (entries === null || conflicts === null) throw new Error('the app does not run');
  new Model(world, { entries, conflicts }).check();
}

/** The rep decides what he is asked, until nothing is left: questions truthfully, conflicts by chance; what is refused twice he gives up. */
async function decide(world: World, chance: Chance): Promise<boolean> {
  for (let round = 0; round < 12; round++) {
    const entries = (await world.outbox()) ?? [];
    const conflicts = (await world.conflicts()) ?? [];
    if (entries.length === 0 && conflicts.length === 0) return true;
    const command = (): Command => ({
      name: 'resolve',
      n: 900 + round,
      r: Array.from({ length: 4 }, () => chance.below(1_000_000)),
      wait: 0,
    });
    for (let each = conflicts.length; each > 0; each--)
      world.say(`decides: ${String(await resolve(world, command()))}`);
    for (const { edit } of entries)
      if (edit.state.name === 'question')
        world.say(`answers: ${String(await answerQuestion(world, { ...command(), r: [0] }))}`);
    const parked = ((await world.outbox()) ?? []).filter(({ edit }) => edit.state.name === 'parked');
    if (parked.length > 0 && round === 0) {
      await world.ask((ui) => ui['outbox.retry']({ editIds: parked.map(({ edit }) => edit.id) }));
      world.say(`tries ${String(parked.length)} again`);
    } else {
      for (const { edit } of parked) {
        const answer = await world.ask((ui) => ui['edit.undo']({ editId: edit.id, withDependants: true }));
        if (answer.is !== 'answer' || !answer.value.undone) continue;
        world.say(
          `gives up ${edit.operation.type} of ${edit.target.kind} ${String(edit.target.id)}: ${JSON.stringify(edit.state)}`,
        );
        for (const id of answer.value.editIds) {
          const told = world.told.byId(id);
          if (told !== undefined) told.undoneAt = world.kernel.now();
        }
      }
    }
    if (!(await quiet(world, `after decisions, round ${String(round)}`))) return false;
  }
  const left = ((await world.outbox()) ?? []).map(
    ({ edit }) =>
      `${edit.operation.type} ${edit.target.kind} ${String(edit.target.id)} ${JSON.stringify(edit.state)}`,
  );
  world.violate('what the rep decides ends', left.join('; '));
  return false;
}

/** Walks everything again and waits until all of it has been compared. */
async function prove(world: World): Promise<boolean> {
  const since = world.device.now();
  const from = world.line.log.length;
  world.device.engine?.walkAgain();
  const isProved = (): boolean =>
    world.device.state?.phase.name === 'idle' &&
    world.device.state.kinds.every(
      ({ state, provedAt }) => state === 'absent' || (provedAt !== null && provedAt >= since),
    );
  for (let turn = 0; turn < 12; turn++) {
    if (await world.kernel.advanceUntil(isProved, 30 * MINUTE)) {
      // Activities are read at leisure, page by page, and the day's lists in passes.
      const { log } = world.line;
      const areRead = (): boolean =>
        log.slice(from).some(({ request, outcome, answer }) => {
          const page = /\/sales_activities\?.*\bpage=(\d+)/.exec(request.path)?.[1];
          const pages = /"total_pages":(\d+)/.exec(answer ?? '')?.[1];
          return page !== undefined && outcome === '200' && Number(page) >= Number(pages ?? 0);
        });
      await world.kernel.advanceUntil(areRead, 2 * HOUR);
      await world.kernel.advance(11 * MINUTE);
      return true;
    }
    for (const { kind } of world.device.state?.massDeletions ?? [])
      world.device.engine?.answerMassDeletion(kind, true);
  }
  world.violate(
    'it is never stuck',
    `the walk over everything does not end: ${JSON.stringify(world.device.state)}`,
  );
  return false;
}

/** After all that happened: everything heals, and every promise is checked. */
export async function healAndCheck(world: World, chance: Chance): Promise<void> {
  await calm(world);
  world.say('— everything is well again');
  if (!(await quiet(world, 'after healing'))) return;
  await check(world);
  if (world.violations.length > 0) return;
  if (!(await decide(world, chance))) return;
  await check(world);
  if (world.violations.length > 0) return;
  // A check from before may lie ahead, as the clock was wrong.
  const before = new Map(world.device.state?.kinds.map(({ kind, checkedAt }) => [kind, checkedAt]));
  world.device.engine?.now();
  // The share of calls at rest may be used up, and some kinds are the union of several views.
  await world.kernel.advanceUntil(
    () =>
      world.device.state?.kinds.every(
        ({ kind, state, checkedAt }) => state === 'absent' || checkedAt !== before.get(kind),
      ) === true,
    2 * HOUR,
  );
  await checkChanges(world);
  if (world.violations.length > 0) return;
  if (!(await prove(world))) return;
  await checkMirror(world);
  for (const words of world.device.mistakes) world.violate('no mistakes of ours', words);
}
