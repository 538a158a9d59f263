import type { Preferences } from '../../shared/preferences.ts';
import type { PageSurroundings, Saving } from '../../shared/surroundings.ts';
import type { IdlePort, PowerPort } from '../host.ts';
import { isOtherNetwork, savingOf } from './saving.ts';

export interface SurroundingsPorts {
  readonly idle: IdlePort | null;
  readonly power: PowerPort | null;
  choice(): Preferences['saving'];
  /** Nothing is to be fetched ahead from now on, or everything may be again. */
  onSaving(reason: Saving | null): void;
  /** There may be another network than before. */
  onNetwork(): void;
}

/** Joins what the system and the page tell of the machine, and says what follows from it for the engine. */
export interface SurroundingsWatch {
  /** A page has told what it knows. */
  heard(page: PageSurroundings): void;
  /** The user wants everything fetched all the same, until the reason has gone. */
  goOn(): void;
  /** Looks again: the choice has changed. */
  look(): void;
  close(): void;
}

export function watchSurroundings(ports: SurroundingsPorts): SurroundingsWatch {
  let page: PageSurroundings | null = null;
  /** What the user does not want to be kept from fetching by. */
  let passedOver: Saving | null = null;
  let told: Saving | null = null;

  function look(): void {
    const reason = savingOf({ power: ports.power?.state() ?? null, page, choice: ports.choice() });
    if (reason !== passedOver) passedOver = null;
    const saving = reason === passedOver ? null : reason;
    if (saving === told) return;
    told = saving;
    ports.onSaving(saving);
  }

  const stopPower = ports.power?.onChange(look);
  const stopIdle = ports.idle?.onEvent((event) => {
    // After a sleep the machine is as a rule somewhere else, and waits were counted in time that did not pass.
    if (event === 'resume') ports.onNetwork();
  });
  look();

  return {
    heard(next) {
      const isOther = isOtherNetwork(page, next);
      page = next;
      look();
      if (isOther) ports.onNetwork();
    },
    goOn() {
      passedOver = told;
      look();
    },
    look,
    close() {
      stopPower?.();
      stopIdle?.();
    },
  };
}
