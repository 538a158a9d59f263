import { USUAL_PREFERENCES, type Preferences } from '../../shared/preferences.ts';
import type { JsonFile } from './json-file.ts';

/** What the user has chosen for this device. */
export interface PreferenceKeeper {
  current(): Preferences;
  /** Keeps what is chosen, and tells of it. */
  choose(chosen: Preferences): Promise<Preferences>;
}

/**
 * Reads what was chosen.
 * @param onChange told after each change, with all of them
 */
export async function keepPreferences(
  file: JsonFile<Preferences>,
  onChange: (preferences: Preferences) => void,
): Promise<PreferenceKeeper> {
  let current: Preferences = (await file.read()) ?? USUAL_PREFERENCES;
  return {
    current: () => current,
    async choose(chosen) {
      current = chosen;
      onChange(current);
      await file.write(current);
      return current;
    },
  };
}
