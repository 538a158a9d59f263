import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { hasDisplay, openAppWindow } from './app-window.ts';
import { fetchElectron, findElectron } from './electron-runtime.ts';
import { root } from './paths.ts';

/** How to open the app. */
export interface OpenOptions {
  /** Where the page is served with hot reload; the built page where it is absent. */
  readonly rendererUrl?: string;
  /** The browser host even where Electron is there. */
  readonly browser: boolean;
  /** Ends the app. */
  readonly signal: AbortSignal;
}

const say = (line: string) => console.log(line);

/**
 * Opens the built app in Electron where its runtime is there or can be fetched, else in the browser host. Resolves when the
 * user closed it or the signal came. Rejects when neither can be started.
 */
export async function openSatchel(options: OpenOptions): Promise<void> {
  if (options.browser) return openInBrowserHost(options);
  const electron = (await findElectron()) ?? (await fetchElectron(say, options.signal));
  if (options.signal.aborted) return;
  if (electron === undefined) {
    say(
      "Electron's runtime is not here and could not be fetched; opening Satchel in the browser host instead.",
    );
    return openInBrowserHost(options);
  }
  if (!hasDisplay(process.platform, process.env)) {
    say('There is no display for Electron; opening Satchel in the browser host instead.');
    return openInBrowserHost(options);
  }
  return openInElectron(electron, options);
}

async function openInElectron(electron: string, { rendererUrl, signal }: OpenOptions): Promise<void> {
  const args = [root];
  if (rendererUrl !== undefined) args.push(`--renderer-url=${rendererUrl}`);
  // Chromium has no sandbox for root on Linux.
  if (process.platform === 'linux' && process.getuid?.() === 0) args.push('--no-sandbox');
  const child = spawn(electron, args, { stdio: 'inherit' });
  void aborted(signal).then(() => child.kill());
  await new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => {
      if (code === 0 || signal.aborted) resolve();
      else reject(new Error(`Electron ended with ${code ?? 'a signal'}.`));
    });
  });
}

async function openInBrowserHost({ rendererUrl, signal }: OpenOptions): Promise<void> {
  const { startBrowserHost } = await import('../electron/browser-host/host.ts');
  const host = await startBrowserHost({ rendererUrl });
  const stopped = aborted(signal);
  const window = await openAppWindow(host.address, join(host.userDataDir, 'browser-profile'));
  const closed = window ? await Promise.race([window.closed, stopped.then(() => true)]) : false;
  window?.close();
  if (!closed) {
    say(`Satchel is at ${host.address} (Ctrl-C ends it).`);
    await stopped;
  }
  await host.close();
}

/** Resolves when the signal comes, or at once where it came already. */
function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
