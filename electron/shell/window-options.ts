import type { BrowserWindowConstructorOptions } from 'electron';
import { MIN_SIZE } from './policy/window-state.ts';

/** The background of the screens (`--bg` of their tokens), so that nothing flashes before the first paint. */
const BACKGROUND = { light: '#f6f6f3', dark: '#121413' } as const;

export interface WindowLook {
  /** `preload.cjs`. */
  readonly preload: string;
  readonly dark: boolean;
  /** Whether this is a package, where the developer tools are off. */
  readonly packaged: boolean;
  readonly place: Pick<BrowserWindowConstructorOptions, 'x' | 'y' | 'width' | 'height'>;
}

/** The options of the window. What is safe by default is said all the same, so that a test holds it (Electron: Security). */
export function windowOptions({
  preload,
  dark,
  packaged,
  place,
}: WindowLook): BrowserWindowConstructorOptions {
  return {
    ...place,
    minWidth: MIN_SIZE.width,
    minHeight: MIN_SIZE.height,
    title: 'Satchel',
    show: false,
    backgroundColor: dark ? BACKGROUND.dark : BACKGROUND.light,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      devTools: !packaged,
      // On Windows and Linux it would fetch dictionaries from a host that is neither ours nor the account's.
      spellcheck: false,
      // The worker mirrors on while the window is behind others.
      backgroundThrottling: false,
    },
  };
}
