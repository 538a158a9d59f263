import { errorInfoOf, type ErrorInfo } from '../../../../shared/errors.ts';
import type { Preferences, ShownPreferences } from '../../../../shared/preferences.ts';
import type { MainForUiClient } from '../../../../shared/rpc/contract.ts';

/** What the user has chosen for this device. */
export interface DevicePreferences {
  /** Null before the main process first said. */
  readonly shown: ShownPreferences | null;
  /** Why the last choice, or the first look, came to nothing. */
  readonly error: ErrorInfo | null;
  choose(change: Partial<Preferences>): void;
}

/** Follows the choices wherever they are made, and stops with the component. Call it while a component initialises. */
export function devicePreferences(main: MainForUiClient): DevicePreferences {
  let shown: ShownPreferences | null = $state.raw(null);
  let error: ErrorInfo | null = $state.raw(null);

  async function follow(call: () => Promise<ShownPreferences>): Promise<void> {
    error = null;
    try {
      shown = await call();
    } catch (caught) {
      error = errorInfoOf(caught);
    }
  }

  $effect(() => {
    void follow(() => main.call('preferences.get', {}));
    return main.on('preferences.changed', (changed) => (shown = changed));
  });

  return {
    get shown() {
      return shown;
    },
    get error() {
      return error;
    },
    choose(change) {
      if (shown === null) return;
      const chosen = { ...shown.preferences, ...change };
      void follow(() => main.call('preferences.set', chosen));
    },
  };
}
