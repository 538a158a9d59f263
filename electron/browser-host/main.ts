import { parseArgs } from 'node:util';
import { memorySecretStore } from '../credentials/memory-secret-store.ts';
import { startBrowserHost } from './host.ts';

const USAGE = `node electron/browser-host/main.ts [--user-data DIR] [--port N] [--renderer-url URL] [--no-keychain] [--json]

  --user-data DIR     where settings, logs and the sample workspace are kept
  --port N            a port for this start only (0: any)
  --renderer-url URL  Vite's dev server instead of the built renderer
  --no-keychain       keep keys in memory until the host ends
  --json              print the address as JSON`;

/** The browser host as a command. It prints the address to open and runs until it is interrupted. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      'user-data': { type: 'string' },
      'renderer-url': { type: 'string' },
      port: { type: 'string' },
      'no-keychain': { type: 'boolean' },
      json: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return;
  }
  const host = await startBrowserHost({
    userDataDir: values['user-data'],
    rendererUrl: values['renderer-url'],
    port: values.port === undefined ? undefined : portOf(values.port),
    secrets: values['no-keychain'] ? memorySecretStore() : undefined,
  });
  console.log(values.json ? JSON.stringify({ address: host.address }) : host.address);

  let closing = false;
  const close = () => {
    if (closing) return;
    closing = true;
    host.close().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', close);
  process.on('SIGTERM', close);
}

function portOf(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`--port: ${text} is no port`);
  return port;
}

await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
