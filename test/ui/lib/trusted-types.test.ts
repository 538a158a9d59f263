import { describe, expect, it } from 'vitest';
import { isOwnWorker, trustOwnWorker } from '../../../renderer/ui/lib/trusted-types.ts';

const ORIGIN = 'app://satchel';

describe('the page under Trusted Types', () => {
  it.each(['app://satchel/assets/worker-D4x_k-9.js'])('may start its own worker: %s', (address) => {
    expect(isOwnWorker(address, ORIGIN)).toBe(true);
  });

  it.each([
    'app://satchel/assets/index-1.js',
    'app://satchel/worker-1.js',
    'app://satchel/assets/worker-1.js?x',
    'app://satchel/assets/worker-1.js#x',
    'app://satchel/assets/../../worker-1.js',
    'app://evil/assets/worker-1.js',
    'https://evil.example/assets/worker-1.js',
    'blob:app://satchel/1234',
    'data:text/javascript,1',
    'javascript:1',
    'worker-1.js',
    '',
  ])('takes no other address: %j', (address) => {
    expect(isOwnWorker(address, ORIGIN)).toBe(false);
  });

  it('has one policy for addresses of scripts, and none for markup or code', () => {
    const policies: [string, object][] = [];
    const trustedTypes = { createPolicy: (name: string, rules: object) => policies.push([name, rules]) };
    trustOwnWorker({ location: { origin: ORIGIN }, trustedTypes });
    expect(policies.map(([name, rules]) => [name, Object.keys(rules)])).toEqual([
      ['default', ['createScriptURL']],
    ]);
  });

  it('opens where the browser knows none', () => {
    expect(() => trustOwnWorker({ location: { origin: ORIGIN } })).not.toThrow();
  });
});
