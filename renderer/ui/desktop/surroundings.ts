import type { MainForUiClient } from '../../../shared/rpc/contract.ts';
import type { PageSurroundings } from '../../../shared/surroundings.ts';

/** Chromium's Network Information, of which the desktop has `saveData` alone. */
interface NetworkInformation extends EventTarget {
  readonly saveData?: boolean;
  readonly type?: string;
}

interface Battery extends EventTarget {
  readonly charging: boolean;
  readonly level: number;
}

/** What of the browser tells of the machine. */
export interface MachinePage {
  readonly navigator: {
    readonly onLine: boolean;
    readonly connection?: NetworkInformation;
    getBattery?(): Promise<Battery>;
  };
  addEventListener(type: 'online' | 'offline', listener: () => void): void;
}

/** Tells the main process what the browser says of network and battery, now and whenever it changes. Gives back what tells it once more. */
export function tellSurroundings(page: MachinePage, main: MainForUiClient): () => void {
  const { navigator } = page;
  let battery: Battery | null = null;
  let told = '';

  function tell(again = false): void {
    const now: PageSurroundings = {
      online: navigator.onLine,
      saveData: navigator.connection?.saveData ?? null,
      cellular: navigator.connection?.type === undefined ? null : navigator.connection.type === 'cellular',
      battery: battery && { charging: battery.charging, level: Math.min(1, Math.max(0, battery.level)) },
    };
    const text = JSON.stringify(now);
    if (text === told && !again) return;
    told = text;
    // A main process that is not there is told when it is back.
    main.call('app.surroundings', now).catch(() => undefined);
  }

  const look = () => tell();
  page.addEventListener('online', look);
  page.addEventListener('offline', look);
  navigator.connection?.addEventListener('change', look);
  tell();
  navigator.getBattery?.().then(
    (found) => {
      battery = found;
      battery.addEventListener('chargingchange', look);
      battery.addEventListener('levelchange', look);
      tell();
    },
    // Not told of by this browser; what else there is counts.
    () => undefined,
  );
  return () => tell(true);
}
