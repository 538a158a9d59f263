import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { compose } from '../compose.ts';
import { openSecretStore } from '../credentials/open-secret-store.ts';
import type { SecretStore } from '../credentials/secret-store.ts';
import { createFileLog } from '../log/file-log.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { noUpdates, type Updates } from '../updates/updates.ts';
import { createOffers } from './offers.ts';
import { randomPort, readRememberedPort, rememberPort } from './remembered-port.ts';
import { startHostServer, type HostServer, type HostServerOptions } from './server.ts';
import { userDataDirOf } from './user-data-dir.ts';

/** 256 bits. */
const TOKEN_BYTES = 32;
const PORT_ATTEMPTS = 20;
const KEYCHAIN_SERVICE = 'Satchel (browser host)';

export interface BrowserHostOptions {
  /** Default: `SATCHEL_USER_DATA`, else the system's place for data. */
  readonly userDataDir?: string | undefined;
  /** The built renderer; default `dist/renderer`. */
  readonly rendererDir?: string | undefined;
  /** Vite's dev server instead of the built renderer. */
  readonly rendererUrl?: string | undefined;
  /** A port for this start only. Default: the one of the last start, since the page's data belongs to its origin. */
  readonly port?: number | undefined;
  /** Where keys are kept; default: the OS keychain, or memory where there is none. */
  readonly secrets?: SecretStore | undefined;
  /** Default: none, since a browser's Satchel is as new as its sources. */
  readonly updates?: Updates | undefined;
}

export interface BrowserHost {
  /** `http://127.0.0.1:PORT/#token=…`; the fragment never leaves the browser. */
  readonly address: string;
  readonly userDataDir: string;
  close(): Promise<void>;
}

/**
 * Starts the app's main process under Node, with its screens served to a browser on this machine.
 * @throws where the port of the last start is taken: on another one the browser would not find what it has stored
 */
export async function startBrowserHost(options: BrowserHostOptions = {}): Promise<BrowserHost> {
  const userDataDir = userDataDirOf(options.userDataDir, process.env);
  await mkdir(userDataDir, { recursive: true, mode: 0o700 });
  const log = createFileLog(join(userDataDir, 'logs'));
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  const rendererDir = options.rendererDir ?? join(import.meta.dirname, '../../dist/renderer');
  const offers = createOffers(Date.now);
  const server = await listen(
    { log, token, rendererDir, rendererUrl: options.rendererUrl, offers },
    userDataDir,
    options.port,
  );
  try {
    const secrets =
      options.secrets ??
      (await openSecretStore({ service: KEYCHAIN_SERVICE, platform: process.platform, log }));
    const services = await compose({
      userDataDir,
      version: packageJson.version,
      host: 'browser',
      platform: process.platform,
      secrets,
      log,
      printPdf: null,
      files: { by: 'page', offer: offers.offer },
      idle: null,
      power: null,
      updates: options.updates ?? noUpdates('browser'),
      desktop: null,
    });
    server.serve(services);
    log.info('host.started', { host: 'browser', keychain: secrets.durable });
    return {
      address: `http://127.0.0.1:${server.port}/#token=${token}`,
      userDataDir,
      async close() {
        await server.close();
        await services.close();
        log.info('host.stopped');
      },
    };
  } catch (error) {
    await server.close();
    throw error;
  }
}

async function listen(
  options: Omit<HostServerOptions, 'port'>,
  userDataDir: string,
  asked: number | undefined,
): Promise<HostServer> {
  if (asked !== undefined) return startHostServer({ ...options, port: asked });
  const remembered = await readRememberedPort(userDataDir);
  if (remembered !== null) {
    return startHostServer({ ...options, port: remembered }).catch((error: unknown) => {
      if (!isPortTaken(error)) throw error;
      throw new Error(
        `Port ${remembered} is taken. Is Satchel open already? If not, end what uses the port and start again.`,
        {
          cause: error,
        },
      );
    });
  }
  for (let attempt = 1; ; attempt++) {
    try {
      const server = await startHostServer({ ...options, port: randomPort() });
      await rememberPort(userDataDir, server.port);
      return server;
    } catch (error) {
      if (!isPortTaken(error) || attempt === PORT_ATTEMPTS) throw error;
    }
  }
}

function isPortTaken(error: unknown): boolean {
  return (
    error instanceof Error && 'code' in error && (error.code === 'EADDRINUSE' || error.code === 'EACCES')
  );
}
