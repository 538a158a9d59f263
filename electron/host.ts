import type { CommandId } from '../shared/commands.ts';
import type { DeepLink } from '../shared/deep-link.ts';
import type { DesktopView, Reminder } from '../shared/desktop.ts';
import type { Log } from '../shared/log.ts';
import type { Offers, Preferences } from '../shared/preferences.ts';
import type { Dispatch } from '../shared/rpc/dispatch.ts';
import type { Port } from '../shared/rpc/port.ts';
import type { SecretStore } from './credentials/secret-store.ts';
import type { FileOpener } from './files/ports.ts';
import type { Updates } from './updates/updates.ts';

/** What the system tells of who sits at the machine: it sleeps and wakes, and its screen is locked and unlocked. */
export type IdleEvent = 'suspend' | 'resume' | 'lock-screen' | 'unlock-screen';

/** Whether anybody is at the machine. Not every system tells of all of it: Linux has no `lock-screen` where the desktop sends none. */
export interface IdlePort {
  /** How long nothing was typed or moved on the whole machine, in seconds. */
  seconds(): number;
  /** Gives back the function that stops it. */
  onEvent(listener: (event: IdleEvent) => void): () => void;
}

/** What the system says of power and network; null for what it does not tell. */
export interface PowerState {
  /** It saves power: a battery saver, a low power mode. */
  readonly saver: boolean | null;
  /** The network is paid for by what goes over it. */
  readonly metered: boolean | null;
  /** It is so hot that the system slows down. */
  readonly hot: boolean | null;
}

export interface PowerPort {
  state(): PowerState;
  /** Gives back the function that stops it. */
  onChange(listener: () => void): () => void;
}

/** What happens on the desktop that the page has to hear of. */
export interface DesktopEvents {
  /** An entry of the menu bar was chosen. */
  command(id: CommandId): void;
  /** A link waits to be taken. */
  link(): void;
  /** Reminders were put off for a while. */
  snoozed(reminders: readonly Reminder[]): void;
}

/** The desktop around the page: menus, tray, badge, links into the app. It follows what the page says. */
export interface DesktopPort {
  readonly offers: Offers;
  listen(events: DesktopEvents): void;
  show(view: DesktopView): void;
  /** What the user has chosen, at the start and whenever it changes. */
  follow(preferences: Preferences): void;
  takeLink(): DeepLink | null;
  /** Shows reminders. `isHidden`: nothing of what they are about may be told. */
  remind(reminders: readonly Reminder[], isHidden: boolean): void;
}

/** What a host (Electron's shell, or the browser host) gives to the app's services. */
export interface HostPorts {
  /** Where settings, logs and the sample workspace live. */
  readonly userDataDir: string;
  readonly version: string;
  readonly host: 'electron' | 'browser';
  /** `process.platform`. */
  readonly platform: string;
  readonly secrets: SecretStore;
  readonly log: Log;
  /** Makes a PDF of what the page prints and saves it where the user says; null where the page prints itself. */
  readonly printPdf: ((name: string) => Promise<'saved' | 'cancelled'>) | null;
  readonly files: FileOpener;
  /** Null where the host cannot ask the system. */
  readonly idle: IdlePort | null;
  /** Null where the host cannot ask the system. */
  readonly power: PowerPort | null;
  readonly updates: Updates;
  /** Null in a browser. */
  readonly desktop: DesktopPort | null;
}

/** The app's services as a host sees them. */
export interface Services {
  /** Answers the calls of `mainForUi`. */
  readonly dispatch: Dispatch;
  /** Tells of every event of `mainForUi`; gives back the function that stops it. */
  onEvent(listener: (name: string, event: unknown) => void): () => void;
  /** Hands over the way to the store worker; a later one replaces it. */
  attachStore(port: Port): void;
  /** Ends the engine and the sample workspace's server, and lets what is being written finish. */
  close(): Promise<void>;
}
