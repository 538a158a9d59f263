import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { jsonFile } from '../../../electron/desktop/json-file.ts';
import { keepPreferences } from '../../../electron/desktop/preferences.ts';
import { memoryLog } from '../../../electron/log/memory-log.ts';
import { storedPreferencesSchema, USUAL_PREFERENCES, type Preferences } from '../../../shared/preferences.ts';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'satchel-preferences-'));
});
afterEach(() => rm(dir, { recursive: true }));

const path = () => join(dir, 'preferences.json');
const open = (told: Preferences[] = []) =>
  keepPreferences(jsonFile(path(), storedPreferencesSchema, memoryLog()), (chosen) => told.push(chosen));

it('begin as usual: nothing opens at login, the app goes on when its window is closed', async () => {
  const keeper = await open();
  expect(keeper.current()).toEqual({
    saving: 'auto',
    keepRunning: true,
    launchAtLogin: false,
    reminders: true,
    filesRoom: 2_000_000_000,
  });
});

it('are kept over a restart, and told of', async () => {
  const told: Preferences[] = [];
  const chosen: Preferences = { ...USUAL_PREFERENCES, saving: 'always', reminders: false };
  await (await open(told)).choose(chosen);
  expect(told).toEqual([chosen]);
  expect((await open()).current()).toEqual(chosen);
});

it('are as usual where a choice is missing or of another version, and the others are kept', async () => {
  await writeFile(path(), '{"saving":"sometimes","keepRunning":false,"other":1}');
  expect((await open()).current()).toEqual({ ...USUAL_PREFERENCES, keepRunning: false });
});

it('are as usual where the file is broken, and it is written anew', async () => {
  await writeFile(path(), '{"saving');
  const keeper = await open();
  expect(keeper.current()).toEqual(USUAL_PREFERENCES);
  await keeper.choose(USUAL_PREFERENCES);
  expect(JSON.parse(await readFile(path(), 'utf8'))).toEqual(USUAL_PREFERENCES);
});
