import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createRouters } from '../../electron/sample/routes.ts';

/** The operations of the reference: method and path with placeholders. */
const operations = readFileSync(new URL('../fixtures/operations.tsv', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.split('\t'))
  .map(([, method = '', path = '']) => ({ method, path: path.replace(/\?.*/, '') }));

const concrete = (path: string): string => path.replace(/^\/api/, '').replace(/\{[a-z_]+\}/g, '1');

describe('the routes', () => {
  const routers = createRouters('classic');

  it('serve all 133 operations', () => {
    expect(operations).toHaveLength(133);
  });

  it.each(operations)('$method $path', ({ method, path }) => {
    expect(routers.api(method, concrete(path))).not.toBeNull();
  });

  it('of a suite account leave leads out, and nothing else', () => {
    const suite = createRouters('suite');
    for (const { method, path } of operations) {
      const isOfLeads = /\/leads(\/|$)/.test(path);
      expect([path, suite.api(method, concrete(path)) === null]).toEqual([path, isOfLeads]);
    }
  });

  it('take digits for an id, and one segment for a name', () => {
    expect(routers.api('GET', '/contacts/12')?.params).toEqual(['12']);
    expect(routers.api('GET', '/contacts/twelve')).toBeNull();
    expect(routers.api('GET', '/contacts/12/activities.json')?.params).toEqual(['12']);
    expect(routers.api('GET', '/job_statuses/b7b68d8f')?.params).toEqual(['b7b68d8f']);
    expect(routers.api('PATCH', '/contacts/12')).toBeNull();
    expect(routers.site('GET', '/files/3/original/a%20b.txt')?.params).toEqual(['3', 'a b.txt']);
  });
});
