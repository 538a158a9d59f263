import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { Log } from '../../shared/log.ts';
import { securityHeaders } from '../shell/policy/content-security.ts';
import { admitsSocket, isOwnHost, SUBPROTOCOL } from './admission.ts';
import { createDevProxy } from './dev-proxy.ts';
import { openDoors, type Door, type ServedServices } from './doors.ts';
import type { Offers } from './offers.ts';
import { serveRendererFile } from './static-files.ts';

const LOOPBACK = '127.0.0.1';
/** The largest message a page or worker may send. Calls are small; a read of records by the engine is the largest of them. */
const MESSAGE_BYTES_MAX = 16 * 1024 * 1024;

export interface HostServerOptions {
  readonly log: Log;
  /** The session's secret, which every socket must show. */
  readonly token: string;
  /** 0 for any free port. */
  readonly port: number;
  readonly rendererDir: string;
  /** Vite's dev server instead of `rendererDir`. */
  readonly rendererUrl?: string | undefined;
  readonly offers: Offers;
}

export interface HostServer {
  readonly port: number;
  /** Opens the sockets. Before that the port is only held, so that nobody else starts on the same data. */
  serve(services: ServedServices): void;
  close(): Promise<void>;
}

/**
 * Serves the renderer and its two sockets on loopback: `/rpc` for a page, `/store` for the store worker's engine side, and files that the page was offered. A request that does not
 * name this server, and a socket that is not from its page or does not show the token, are refused before anything is read from them.
 * @throws the system's error (EADDRINUSE) where the port cannot be had
 */
export async function startHostServer(options: HostServerOptions): Promise<HostServer> {
  const { log, token } = options;
  const sockets = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: MESSAGE_BYTES_MAX,
    handleProtocols: () => SUBPROTOCOL,
  });
  const proxy = options.rendererUrl === undefined ? null : createDevProxy(options.rendererUrl);
  let port = options.port;
  let doors: ReadonlyMap<string, Door> = new Map();
  let headers: Record<string, string> = {};

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!isOwnHost(request.headers.host, port)) response.writeHead(421, headers).end();
    else if (await options.offers.serve(headers, request, response)) return;
    else if (proxy) proxy.request(request, response, headers);
    else await serveRendererFile(options.rendererDir, headers, request, response);
  }

  function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const accept = doors.get(request.url ?? '');
    const { host, origin } = request.headers;
    if (!accept && proxy && isOwnHost(host, port) && origin === `http://${host}`) {
      proxy.upgrade(request, socket, head);
    } else if (
      accept &&
      admitsSocket({ host, origin, protocols: request.headers['sec-websocket-protocol'] }, port, token)
    ) {
      sockets.handleUpgrade(request, socket, head, accept);
    } else {
      log.warn('host.socket-refused', { known: accept !== undefined });
      socket.on('error', () => socket.destroy());
      socket.end('HTTP/1.1 403 Forbidden\r\nconnection: close\r\ncontent-length: 0\r\n\r\n');
    }
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      log.warn('host.file-failed', { reason: String(error) });
      // What has begun must not look as if it were whole.
      if (response.headersSent) response.destroy();
      else response.writeHead(500, headers).end();
    });
  });
  server.on('upgrade', upgrade);
  const connections = new Set<Socket>();
  server.on('connection', (connection) => {
    connections.add(connection);
    connection.once('close', () => connections.delete(connection));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, LOOPBACK, () => {
      server.off('error', reject);
      resolve();
    });
  });
  ({ port } = server.address() as AddressInfo);
  headers = securityHeaders({
    connect: ["'self'", `ws://${LOOPBACK}:${port}`, `ws://localhost:${port}`],
    devServer: proxy !== null,
  });

  return {
    port,
    serve(services) {
      doors = openDoors(services, log);
    },
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const connection of connections) connection.destroy();
      await closed;
    },
  };
}
