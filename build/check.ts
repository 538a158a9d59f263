import { messages, staticChecks } from './test-run/checks.ts';
import { Run } from './test-run/run.ts';

/** `npm run check`: types, lint, format, boundaries and dead code. */
async function check(): Promise<void> {
  const run = new Run();
  await run.check(messages);
  await run.checks(staticChecks);
  run.finish();
}

if (import.meta.main) await check();
