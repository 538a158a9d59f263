import type { Preferences } from '../../shared/preferences.ts';
import type { PageSurroundings, Saving } from '../../shared/surroundings.ts';
import type { PowerState } from '../host.ts';

/** Below this a laptop that is not plugged in is spared, where the system does not say whether it saves power: systems begin to save there too. */
const LOW_BATTERY = 0.2;

/** All that is known of the machine: null for what nobody tells. */
export interface Surroundings {
  readonly power: PowerState | null;
  readonly page: PageSurroundings | null;
  readonly choice: Preferences['saving'];
}

/** Why nothing is to be fetched ahead; null where nothing speaks against it. What the user has chosen comes first. */
export function savingOf({ power, page, choice }: Surroundings): Saving | null {
  if (choice !== 'auto') return choice === 'always' ? 'asked' : null;
  if (power?.hot === true) return 'heat';
  if (isPowerLow(power, page)) return 'battery';
  return power?.metered === true || page?.saveData === true || page?.cellular === true ? 'metered' : null;
}

function isPowerLow(power: PowerState | null, page: PageSurroundings | null): boolean {
  const saver = power?.saver ?? null;
  if (saver !== null) return saver;
  const battery = page?.battery ?? null;
  return battery !== null && !battery.charging && battery.level <= LOW_BATTERY;
}

/** Whether a network may be there that was not there before. */
export function isOtherNetwork(before: PageSurroundings | null, now: PageSurroundings): boolean {
  return now.online && before !== null && (!before.online || before.cellular !== now.cellular);
}
