import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { registerAppScheme, serveAppScheme } from '../../../electron/shell/protocol.ts';

type Handler = (request: Request) => Promise<Response>;
const fake = vi.hoisted(() => ({ schemes: new Array<unknown>(), handlers: new Map<string, Handler>() }));
vi.mock('electron', () => ({
  protocol: {
    registerSchemesAsPrivileged: (schemes: unknown) => fake.schemes.push(schemes),
    handle: (scheme: string, handler: Handler) => fake.handlers.set(scheme, handler),
  },
}));

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'satchel-protocol-'));
  await writeFile(join(dir, 'index.html'), '<title>Satchel</title>');
  await writeFile(join(dir, 'app.js'), 'export {}');
  serveAppScheme(dir);
});
afterAll(() => rm(dir, { recursive: true }));

async function ask(url: string, method = 'GET'): Promise<Response> {
  const answer = await fake.handlers.get('app')?.({ url, method } as Request);
  if (!answer) throw new Error('app: has no handler');
  return answer;
}

it('has an origin of its own, and passes round no policy', () => {
  registerAppScheme();
  expect(fake.schemes).toEqual([
    [{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } }],
  ]);
});

it.each([
  ['app://satchel/', 200, '<title>Satchel</title>'],
  ['app://satchel/contacts', 200, '<title>Satchel</title>'],
  ['app://satchel/app.js', 200, 'export {}'],
  ['app://satchel/none.js', 404, ''],
  ['app://satchel/..%2fapp.js', 404, ''],
  ['app://elsewhere/app.js', 403, ''],
  ['app://user@satchel/app.js', 403, ''],
])('answers %s with %i, always under the policy', async (url, status, body) => {
  const answer = await ask(url);
  expect(answer.status).toBe(status);
  expect(await answer.text()).toBe(body);
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'");
  expect(answer.headers.get('content-security-policy')).toContain("connect-src 'none'");
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
});

it('cannot be written to', async () => {
  expect((await ask('app://satchel/', 'POST')).status).toBe(403);
});
