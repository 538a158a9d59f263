import { findChromium, install, remedyFor, thisMachine } from './chromium.ts';
import { messages, productionBuild, staticChecks } from './test-run/checks.ts';
import { Run } from './test-run/run.ts';

/** `npm test`: everything that proves the app, from types to end-to-end. Its last line is the count. */
async function test(): Promise<void> {
  const run = new Run();
  const chromium = await provideChromium();
  if (chromium === undefined) {
    run.fail('Chromium');
    return run.finish();
  }
  console.log(`✓ Chromium at ${chromium}`);
  await run.check(messages);
  await run.checks(staticChecks);
  await run.tests('unit, contract, store, sync, component', '!e2e', '!simulation');
  await run.tests('simulation', 'simulation');
  if (await run.check(productionBuild)) await run.tests('end-to-end', 'e2e');
  else run.fail('end-to-end: not run, because the build failed');
  run.finish();
}

/** The path of a Chromium, installed where there is none and that can be done; otherwise says what to run. */
async function provideChromium(): Promise<string | undefined> {
  const machine = await thisMachine();
  const found = await findChromium(machine);
  if (found !== undefined) return found;
  const remedy = remedyFor(machine);
  if (remedy.kind === 'tell') {
    for (const line of remedy.lines) console.error(line);
    return undefined;
  }
  console.log("No Chromium was found; installing the distribution's.");
  try {
    await install(remedy.commands);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return undefined;
  }
  return findChromium(machine);
}

if (import.meta.main) await test();
