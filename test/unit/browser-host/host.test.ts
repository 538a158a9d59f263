import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { startBrowserHost, type BrowserHost } from '../../../electron/browser-host/host.ts';
import { memorySecretStore } from '../../../electron/credentials/memory-secret-store.ts';
import { mainForUi } from '../../../shared/rpc/contract.ts';
import { createClient } from '../../../shared/rpc/client.ts';
import { portTransport } from '../../../shared/rpc/port.ts';
import { socketPort } from '../../../electron/browser-host/socket-port.ts';

let dir: string;
let open: BrowserHost[];

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'satchel-browser-host-'));
  await mkdir(join(dir, 'renderer'));
  await writeFile(join(dir, 'renderer/index.html'), '<title>Satchel</title>');
  open = [];
});

afterEach(async () => {
  for (const host of open) await host.close();
  await rm(dir, { recursive: true });
});

async function start(): Promise<BrowserHost> {
  const host = await startBrowserHost({
    userDataDir: join(dir, 'data'),
    rendererDir: join(dir, 'renderer'),
    secrets: memorySecretStore(),
  });
  open.push(host);
  return host;
}

async function stop(host: BrowserHost): Promise<void> {
  open = open.filter((other) => other !== host);
  await host.close();
}

function partsOf(address: string): { origin: string; token: string } {
  const url = new URL(address);
  return { origin: url.origin, token: new URLSearchParams(url.hash.slice(1)).get('token') ?? '' };
}

describe('startBrowserHost', () => {
  it('opens the app to who has the address, and to nobody else', async () => {
    const { origin, token } = partsOf((await start()).address);
    expect(await (await fetch(`${origin}/contacts`)).text()).toBe('<title>Satchel</title>');
    const socket = new WebSocket(`${origin.replace('http', 'ws')}/rpc`, ['satchel', token], { origin });
    const main = createClient(mainForUi, portTransport(socketPort(socket)));
    await new Promise((resolve) => socket.once('open', resolve));
    expect(await main.call('app.info', {})).toMatchObject({ host: 'browser', keychain: false });
    expect(await main.call('updates.state', {})).toEqual({
      phase: { name: 'none', reason: 'browser' },
      news: null,
    });
    expect(await main.call('account.state', {})).toEqual({ status: 'signed-out' });
    socket.terminate();
  });

  it('has a token of 256 bits that is new each time, on a port that stays', async () => {
    const first = await start();
    await stop(first);
    const second = await start();
    const [one, other] = [partsOf(first.address), partsOf(second.address)];
    expect(other.origin).toBe(one.origin);
    expect(Buffer.from(one.token, 'base64url')).toHaveLength(32);
    expect(other.token).not.toBe(one.token);
  });

  it.skipIf(process.platform === 'win32')('keeps its folder from other users', async () => {
    await start();
    expect((await stat(join(dir, 'data'))).mode & 0o077).toBe(0);
  });

  it('writes the token nowhere', async () => {
    const host = await start();
    await stop(host);
    const { token } = partsOf(host.address);
    expect(await readFile(join(dir, 'data/logs/main.log'), 'utf8')).not.toContain(token);
    expect(await readFile(join(dir, 'data/browser-host.json'), 'utf8')).not.toContain(token);
  });

  it('refuses to start elsewhere when its port is taken: what the browser has stored would seem gone', async () => {
    const first = await start();
    await expect(start()).rejects.toThrow('Is Satchel open already?');
    await stop(first);
    const other = await listen(Number(new URL(first.address).port));
    await expect(start()).rejects.toThrow('is taken');
    await new Promise((resolve) => other.close(resolve));
  });
});

function listen(port: number): Promise<Server> {
  const server = createServer();
  return new Promise((resolve) => server.listen(port, '127.0.0.1', () => resolve(server)));
}
