import { describe, expect, it } from 'vitest';
import type { Edit } from '../../../../shared/edits/edit.ts';
import { rebase } from '../../../../shared/edits/merge.ts';

const conversion: Edit = {
  id: '11111111-1111-4111-8111-111111111111',
  seq: 1,
  target: { kind: 'leads', id: 5 },
  operation: {
    type: 'convert',
    fields: { last_name: 'Hopper', city: 'Arlington', job_title: 'Admiral' },
    deal: null,
    contactId: -1_000_000_000_000,
    dealId: null,
  },
  base: { last_name: 'Hopper', city: 'Arlington', job_title: 'Commander' },
  baseRevision: null,
  madeAt: 0,
  title: 'Hopper',
  dependsOn: [],
  batch: null,
  attempts: 0,
  state: { name: 'queued', notBefore: null },
};

describe('a conversion on a lead that somebody has changed since', () => {
  it('takes along what changed there, and keeps what was typed here', () => {
    const base = { id: 5, last_name: 'Murray Hopper', city: 'Washington', job_title: 'Captain' };
    const { chain, conflict } = rebase([conversion], base, {});
    expect(conflict).toBeNull();
    expect(chain[0]?.operation).toMatchObject({
      type: 'convert',
      fields: { last_name: 'Murray Hopper', city: 'Washington', job_title: 'Admiral' },
    });
  });

  it('is left alone by a lead that says the same', () => {
    const base = { id: 5, last_name: 'Hopper', city: 'Arlington', job_title: 'Commander' };
    expect(rebase([conversion], base, {}).chain[0]?.operation).toEqual(conversion.operation);
  });
});
