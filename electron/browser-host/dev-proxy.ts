import { request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';

/** Passes to Vite's dev server what is not ours, so that the page and its sockets share one origin while developing. */
export interface DevProxy {
  request(
    incoming: IncomingMessage,
    response: ServerResponse,
    headers: Readonly<Record<string, string>>,
  ): void;
  /** Joins Vite's own socket, over which it tells of changed modules. */
  upgrade(incoming: IncomingMessage, socket: Duplex, head: Buffer): void;
}

/** @param rendererUrl the dev server, `http://127.0.0.1:5173` */
export function createDevProxy(rendererUrl: string): DevProxy {
  const { hostname, port, host } = new URL(rendererUrl);
  return {
    request(incoming, response, headers) {
      const outgoing = httpRequest(
        {
          hostname,
          port,
          path: incoming.url,
          method: incoming.method,
          headers: { ...incoming.headers, host },
        },
        (answer) => {
          response.writeHead(answer.statusCode ?? 502, { ...answer.headers, ...headers });
          answer.pipe(response);
        },
      );
      outgoing.on('error', () => {
        if (!response.headersSent) response.writeHead(502, headers);
        response.end();
      });
      incoming.pipe(outgoing);
    },
    upgrade(incoming, socket, head) {
      const upstream = connect(Number(port), hostname, () => {
        const lines = Object.entries({ ...incoming.headers, host }).map(
          ([name, value]) => `${name}: ${String(value)}`,
        );
        upstream.write(`GET ${incoming.url ?? '/'} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
        upstream.write(head);
        socket.pipe(upstream).pipe(socket);
      });
      // A pipe passes on an end, not a broken line.
      for (const [one, other] of [
        [socket, upstream],
        [upstream, socket],
      ] as const) {
        one.on('error', () => other.destroy());
        one.on('close', () => other.destroy());
      }
    },
  };
}
