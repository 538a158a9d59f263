import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { QuickContext } from '../../../renderer/ui/lib/quick-add/expressions.ts';
import { dueOf, parseQuickTask } from '../../../renderer/ui/lib/quick-add/parse.ts';
import type { QuickLanguage } from '../../../renderer/ui/lib/quick-add/vocabulary.ts';
import { addDays, daysBetween, isDay, weekdayOf } from '../../../renderer/ui/lib/zoned.ts';

/** A Tuesday, ten past nine in the morning. */
const TODAY = '2026-11-24';
const context = (language: QuickLanguage = 'en', dayFirst = true): QuickContext => ({
  language,
  today: TODAY,
  minute: 9 * 60 + 10,
  dayFirst,
});
const due = (line: string, language: QuickLanguage = 'en', dayFirst = true): string => {
  const understood = parseQuickTask(line, context(language, dayFirst));
  const at = dueOf(understood, context(language, dayFirst), addDays(TODAY, 1));
  return `${understood.title} | ${at ?? 'no day'}`;
};

describe('a quick line', () => {
  it.each([
    ['call Ada fri 10:00', 'call Ada | 2026-11-27T10:00'],
    ['Call Ada on Friday at 10', 'Call Ada | 2026-11-27T10:00'],
    ['call Ada tomorrow', 'call Ada | 2026-11-25T09:00'],
    ['tomorrow 14:30 send the quote', 'send the quote | 2026-11-25T14:30'],
    ['send quote, today 5pm', 'send quote | 2026-11-24T17:00'],
    ['send quote today 5 pm', 'send quote | 2026-11-24T17:00'],
    ['Ring Widgetz in 3 days', 'Ring Widgetz | 2026-11-27T09:00'],
    ['Ring Widgetz in two weeks at 3', 'Ring Widgetz | 2026-12-08T15:00'],
    ['check in 2 hours', 'check | 2026-11-24T11:10'],
    ['next week: prepare the demo', 'prepare the demo | 2026-11-30T09:00'],
    ['prepare the demo next thursday', 'prepare the demo | 2026-12-03T09:00'],
    ['prepare the demo this thursday noon', 'prepare the demo | 2026-11-26T12:00'],
    ['visit 3 Dec 8am', 'visit | 2026-12-03T08:00'],
    ['visit Dec 3rd 2027', 'visit | 2027-12-03T09:00'],
    ['visit 12/3', 'visit | 2027-03-12T09:00'],
    ['call 11:30', 'call | 2026-11-24T11:30'],
    ['call 8:30', 'call | 2026-11-25T08:30'],
    ['call tuesday 11:00', 'call | 2026-11-24T11:00'],
    ['call tuesday 8:00', 'call | 2026-12-01T08:00'],
    ['call tuesday', 'call | 2026-12-01T09:00'],
    ['2026-12-24 close the year', 'close the year | 2026-12-24T09:00'],
  ])('in English: %s', (line, understood) => {
    expect(due(line)).toBe(understood);
  });

  it('has the month first where the place has it so', () => {
    expect(due('visit 12/3', 'en', false)).toBe('visit | 2026-12-03T09:00');
    expect(due('visit 3.12.', 'en', false)).toBe('visit | 2026-12-03T09:00');
  });

  it.each([
    ['Ada anrufen Fr 10:00', 'Ada anrufen | 2026-11-27T10:00'],
    ['Ada anrufen thu 10:00', 'Ada anrufen | 2026-11-26T10:00'],
    ['das tue ich 10:00', 'das tue ich | 2026-11-24T10:00'],
    ['Ada anrufen am Freitag um 10 Uhr', 'Ada anrufen | 2026-11-27T10:00'],
    ['Ada morgen um 9.30 anrufen', 'Ada anrufen | 2026-11-25T09:30'],
    ['Angebot schicken übermorgen', 'Angebot schicken | 2026-11-26T09:00'],
    ['Angebot schicken bis 3.12.', 'Angebot schicken | 2026-12-03T09:00'],
    ['Angebot schicken 3.12.27', 'Angebot schicken | 2027-12-03T09:00'],
    ['Angebot in einer Woche', 'Angebot | 2026-12-01T09:00'],
    ['Nächste Woche nachfassen', 'nachfassen | 2026-11-30T09:00'],
    ['Demo am 3. Dezember 15 Uhr', 'Demo | 2026-12-03T15:00'],
    ['Anruf Mi. 16', 'Anruf | 2026-11-25T16:00'],
  ])('in German: %s', (line, understood) => {
    expect(due(line, 'de')).toBe(understood);
  });

  it.each([
    ['llamar a Ada viernes 10:00', 'llamar a Ada | 2026-11-27T10:00'],
    ['llamar a Ada wed 10:00', 'llamar a Ada | 2026-11-25T10:00'],
    ['pagar al SAT mañana', 'pagar al SAT | 2026-11-25T09:00'],
    ['llamar a Ada el viernes a las 10', 'llamar a Ada | 2026-11-27T10:00'],
    ['llamar a Ada mañana', 'llamar a Ada | 2026-11-25T09:00'],
    ['pasado mañana enviar oferta', 'enviar oferta | 2026-11-26T09:00'],
    ['enviar oferta dentro de tres días', 'enviar oferta | 2026-11-27T09:00'],
    ['enviar oferta la semana que viene', 'enviar oferta | 2026-11-30T09:00'],
    ['demo 3 de diciembre a las 9:30', 'demo | 2026-12-03T09:30'],
    ['visita el mié 16h', 'visita | 2026-11-25T16:00'],
  ])('in Spanish: %s', (line, understood) => {
    expect(due(line, 'es')).toBe(understood);
  });

  it.each([
    ['do the numbers', 'do the numbers | no day'],
    ['so she said', 'so she said | no day'],
    ['send 40 trucks', 'send 40 trucks | no day'],
    ['install v3.12 there', 'install v3.12 there | no day'],
    ['read "tomorrow 10:00" aloud', 'read "tomorrow 10:00" aloud | no day'],
    ['offer 24.13. again', 'offer 24.13. again | no day'],
    ['call at 25', 'call at 25 | no day'],
    ['march on', 'march on | no day'],
  ])('says nothing of a day where it only looks so: %s', (line, understood) => {
    expect(due(line)).toBe(understood);
  });

  it('takes the last of several days, and leaves the others where they are', () => {
    expect(due('ask Domingo about Friday tomorrow')).toBe('ask Domingo about Friday | 2026-11-25T09:00');
  });

  it('tells which words it has read', () => {
    expect(parseQuickTask('Call Ada on Fri. at 10:30', context()).when).toEqual(['on Fri.', 'at 10:30']);
  });
});

const PLAIN = ['call', 'Ada', 'quote', 'Widgetz', 'Nordlicht', 'demo', 'señor', 'Größe', '40-trucks'];
const DAYS: readonly (readonly [string, number])[] = [
  ['today', 0],
  ['tomorrow', 1],
  ['heute', 0],
  ['übermorgen', 2],
  ['mañana', 1],
  ['in 5 days', 5],
  ['in 2 Wochen', 14],
  ['en 3 días', 3],
];

describe('any line', () => {
  it('is read without a fault, and never gives a day that there is not', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'grapheme' }),
          fc
            .array(
              fc.constantFrom(
                ...PLAIN,
                'fri',
                '10',
                'at',
                'in',
                '3.12.',
                'next',
                'de',
                'las',
                'a',
                '31',
                'feb',
              ),
            )
            .map((words) => words.join(' ')),
        ),
        fc.constantFrom<QuickLanguage>('en', 'de', 'es'),
        fc.boolean(),
        (line, language, dayFirst) => {
          const { day, time, when, title } = parseQuickTask(line, context(language, dayFirst));
          if (day !== null) expect(isDay(day)).toBe(true);
          if (time !== null) expect(time).toMatch(/^([01]\d|2[0-3]):[0-5]\d$/);
          expect(when.length).toBeLessThanOrEqual(2);
          expect(title).toBe(title.trim());
        },
      ),
    );
  });

  it('keeps its words, whatever day and time stand among them', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...PLAIN), { minLength: 1, maxLength: 5 }),
        fc.nat(5),
        fc.constantFrom(...DAYS),
        fc.integer({ min: 0, max: 1439 }),
        fc.constantFrom<QuickLanguage>('en', 'de', 'es'),
        (plain, place, [name, ahead], minute, language) => {
          const two = (value: number): string => String(value).padStart(2, '0');
          const time = `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
          const at = Math.min(place, plain.length);
          const line = [...plain.slice(0, at), name, time, ...plain.slice(at)].join(' ');
          expect(parseQuickTask(line, context(language))).toMatchObject({
            title: plain.join(' '),
            day: addDays(TODAY, ahead),
            time,
          });
        },
      ),
    );
  });

  it('with a weekday means one of the next seven days', () => {
    const names = ['Sunday', 'Monday', 'Dienstag', 'miércoles', 'Thursday', 'Freitag', 'sábado'];
    fc.assert(
      fc.property(fc.nat(6), fc.integer({ min: 0, max: 2000 }), (weekday, later) => {
        const today = addDays('2024-01-01', later);
        const { day } = parseQuickTask(`call ${names[weekday]}`, { ...context(), today });
        expect(weekdayOf(day ?? '')).toBe(weekday);
        expect(daysBetween(today, day ?? '')).toBeGreaterThanOrEqual(1);
        expect(daysBetween(today, day ?? '')).toBeLessThanOrEqual(7);
      }),
    );
  });
});
