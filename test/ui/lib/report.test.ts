import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reportOf, type DiagnosticFacts } from '../../../renderer/ui/screens/diagnostics/report.ts';
import { dayLog } from '../fakes/changes.ts';
import { idleSync } from '../fakes/main.ts';

const NOW = Date.parse('2026-11-24T09:12:00Z');

const facts = (change: Partial<DiagnosticFacts> = {}): DiagnosticFacts => ({
  app: { version: '0.1.0', host: 'electron', platform: 'linux', keychain: true },
  engine: 'Chrome/140',
  locale: 'en-GB',
  sync: idleSync(NOW),
  counts: { contacts: 60 },
  outbox: { all: 8, unsure: 1, parked: 1, questions: 1, conflicts: 1 },
  storage: { used: 1234, quota: 99_999 },
  journal: dayLog(NOW),
  at: NOW,
  ...change,
});

describe('the report', () => {
  it('says versions, sizes, how the sync stands, and the troubles by their codes', () => {
    const text = reportOf(facts());
    expect(text).toContain('Satchel 0.1.0, electron, linux');
    expect(text).toContain('records contacts: 60');
    expect(text).toContain('storage: 1234 of 99999 bytes');
    expect(text).toContain('refused contacts update validation');
    expect(text).toContain('unsure contacts delete timeout');
    expect(text).toMatch(/sync deals: done, 2000 of 2000/);
  });

  it('holds nothing out of a record: no title, field, value, id, name or message, whatever the log and the errors hold', () => {
    const secret = fc
      .string({ minLength: 4, maxLength: 30 })
      .map((text) => `s3cret-${text.replaceAll(/\s/g, '_')}`);
    const event = fc.constantFrom(
      ...dayLog(NOW).map((entry) => entry.event),
      'given-up' as const,
      'drift' as const,
    );
    fc.assert(
      fc.property(secret, event, fc.integer({ min: 10 ** 12, max: 10 ** 13 }), (word, what, id) => {
        const text = reportOf(
          facts({
            journal: [
              {
                at: NOW,
                event: what,
                kind: 'contacts',
                id,
                title: word,
                operation: word,
                count: 3,
                detail: word,
              },
            ],
            sync: {
              ...idleSync(NOW),
              phase: {
                name: 'failed',
                error: { code: 'validation', messages: [word], field: word },
                retryAt: NOW,
              },
            },
          }),
        );
        expect(text).not.toContain(word);
        expect(text).not.toContain('s3cret');
        expect(text).not.toContain(String(id));
      }),
    );
    const usual = reportOf(facts());
    for (const { title, detail } of dayLog(NOW)) {
      if (title !== '') expect(usual).not.toContain(title);
      if (detail?.includes('_')) expect(usual).not.toContain(detail);
    }
  });
});
