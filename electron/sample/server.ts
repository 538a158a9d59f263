import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import {
  createSampleApp,
  SAMPLE_TOKEN,
  type SampleApp,
  type SampleOptions,
  type SampleRequest,
  type SampleResponse,
} from './app.ts';
import { handleWithFault, type FaultPlan } from './faults.ts';

/** How a sample server is started. */
export interface SampleServerOptions extends SampleOptions {
  /** 0, the default, takes any free port. */
  readonly port?: number;
  readonly faults?: FaultPlan;
  /** Milliseconds by which the answer to a request is late. */
  readonly latency?: (request: SampleRequest) => number;
}

/** A running sample server. */
export interface SampleServer {
  /** `http://127.0.0.1:<port>`. */
  readonly origin: string;
  /** What is typed at sign-in: the origin with the account's base path. */
  readonly address: string;
  readonly token: string;
  readonly app: SampleApp;
  setFaults(plan: FaultPlan | null): void;
  close(): Promise<void>;
}

/** The largest request body that is read; uploads of files stay below it. */
const BODY_BYTES_MAX = 64 * 1024 * 1024;
const COMPRESS_FROM = 1024;
const compress = promisify(gzip);

/** Reads a whole body; null when it is larger than allowed. */
async function readBody(message: IncomingMessage): Promise<Uint8Array | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > BODY_BYTES_MAX) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function requestOf(message: IncomingMessage, body: Uint8Array): SampleRequest {
  const headers = Object.fromEntries(
    Object.entries(message.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  );
  return {
    method: message.method ?? 'GET',
    path: message.url ?? '/',
    headers,
    body: body.length === 0 ? null : body,
  };
}

async function encoded(
  request: SampleRequest,
  response: SampleResponse,
): Promise<{ headers: Record<string, string>; bytes: Buffer }> {
  const plain = typeof response.body === 'string' ? Buffer.from(response.body) : Buffer.from(response.body);
  // Files go as they are: a range of one, and its name, are of those very bytes.
  const isText = typeof response.body === 'string';
  const zip =
    isText && /\bgzip\b/.test(request.headers['accept-encoding'] ?? '') && plain.length >= COMPRESS_FROM;
  const bytes = zip ? await compress(plain, { level: 1 }) : plain;
  const headers = {
    ...response.headers,
    'content-length': String(bytes.length),
    ...(zip ? { 'content-encoding': 'gzip' } : {}),
  };
  return { headers, bytes };
}

async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : port;
}

/**
 * Starts a sample account on loopback: keep-alive, gzip when asked for, faults when planned.
 * @throws Error when the port is taken, or `stateDir` cannot be used.
 */
export async function startSampleServer(options: SampleServerOptions = {}): Promise<SampleServer> {
  const app = await createSampleApp(options);
  const chance = options.chance ?? Math.random;
  let faults = options.faults ?? null;

  async function serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(message);
    if (body === null) {
      response.writeHead(413).end();
      return;
    }
    const request = requestOf(message, body);
    const late = options.latency?.(request) ?? 0;
    if (late > 0) await sleep(late);
    const outcome = await handleWithFault(app, request, faults?.(request, chance) ?? null);
    if (outcome.kind === 'dropped') {
      response.destroy();
      return;
    }
    if (outcome.kind === 'answer' && outcome.delayMs > 0) await sleep(outcome.delayMs);
    const { headers, bytes } = await encoded(request, outcome.response);
    response.writeHead(outcome.response.status, headers);
    if (outcome.kind === 'answer') {
      response.end(bytes);
      return;
    }
    // The length is announced in full, so the client sees an answer that breaks off.
    response.write(bytes.subarray(0, Math.min(outcome.bytes, bytes.length - 1)), () => response.destroy());
  }

  const server = createServer((message, response) => {
    serve(message, response).catch((error: unknown) => {
      // A mistake of this server: tests must see it as one, not as a broken connection.
      if (response.headersSent) response.destroy();
      else
        response
          .writeHead(500, { 'content-type': 'text/plain' })
          .end(String(error instanceof Error ? error.stack : error));
    });
  });
  const port = await listen(server, options.port ?? 0);
  const origin = `http://127.0.0.1:${String(port)}`;
  return {
    origin,
    address: app.admin.flavour === 'suite' ? `${origin}/crm/sales/api` : `${origin}/api`,
    token: options.token ?? SAMPLE_TOKEN,
    app,
    setFaults: (plan) => void (faults = plan),
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await app.close();
    },
  };
}
