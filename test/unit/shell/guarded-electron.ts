import { EventEmitter } from 'node:events';

type Handler = (...values: unknown[]) => unknown;

/** What the guards do to a session, and how it then decides. */
class FakeSession extends EventEmitter {
  readonly handlers = new Map<string, Handler>();
  isSpellChecked = true;
  readonly webRequest = { onBeforeRequest: (handler: Handler) => this.#keep('before', handler) };

  setPermissionRequestHandler = (handler: Handler) => this.#keep('request', handler);
  setPermissionCheckHandler = (handler: Handler) => this.#keep('check', handler);
  setDevicePermissionHandler = (handler: Handler) => this.#keep('device', handler);
  setDisplayMediaRequestHandler = (handler: Handler) => this.#keep('display', handler);
  setSpellCheckerEnabled = (isEnabled: boolean) => void (this.isSpellChecked = isEnabled);

  decide(name: string, ...values: unknown[]): unknown {
    return this.handlers.get(name)?.(...values);
  }

  #keep(name: string, handler: Handler): void {
    this.handlers.set(name, handler);
  }
}

/** A page, as far as the guards touch it. */
class FakeContents extends EventEmitter {
  webRtc = 'default';
  devToolsClosed = 0;
  #opens: ((details: { url: string }) => unknown) | null = null;

  setWindowOpenHandler = (handler: (details: { url: string }) => unknown) => void (this.#opens = handler);
  setWebRTCIPHandlingPolicy = (policy: string) => void (this.webRtc = policy);
  closeDevTools = () => void (this.devToolsClosed += 1);

  open(url: string): unknown {
    return this.#opens?.({ url });
  }
}

/** Electron as the guards use it: what they set, they can be asked for. */
export class GuardedElectron {
  readonly app = new EventEmitter();
  readonly session = { defaultSession: new FakeSession() };
  /** What was handed to the system. */
  readonly opened: string[] = [];
  /** What the user says where the system asks for the camera; an error where the system cannot ask. */
  camera: boolean | Error = true;
  /** How often it asked. */
  cameraAsked = 0;
  readonly systemPreferences = {
    askForMediaAccess: async () => {
      this.cameraAsked += 1;
      if (this.camera instanceof Error) throw this.camera;
      return this.camera;
    },
  };
  readonly shell = {
    openExternal: (url: string) => {
      this.opened.push(url);
      return Promise.resolve();
    },
  };

  /** Makes a page, as a window does. */
  page(): FakeContents {
    const contents = new FakeContents();
    this.app.emit('web-contents-created', {}, contents);
    return contents;
  }

  /** Makes a session, as the updater does. */
  otherSession(): FakeSession {
    const made = new FakeSession();
    this.app.emit('session-created', made);
    return made;
  }

  /** Begins anew. */
  reset(): void {
    this.app.removeAllListeners();
    this.session.defaultSession = new FakeSession();
    this.opened.length = 0;
    this.camera = true;
    this.cameraAsked = 0;
  }
}

/** Emits an event that can be prevented; gives whether it was. */
export function isPrevented(
  emitter: EventEmitter,
  event: string,
  details: object,
  ...more: unknown[]
): boolean {
  let prevented = false;
  emitter.emit(event, { ...details, preventDefault: () => (prevented = true) }, ...more);
  return prevented;
}
