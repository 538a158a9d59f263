import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { titlesOf } from '../../../renderer/ui/lib/finder.svelte.ts';
import { initials, tintOf, TINTS } from '../../../renderer/ui/lib/initials.ts';
import { mailHref, webHref } from '../../../renderer/ui/lib/links.ts';
import { marked, matches } from '../../../renderer/ui/lib/marks.ts';
import { Phones, telHref } from '../../../renderer/ui/lib/phone.svelte.ts';
import { Recent } from '../../../renderer/ui/lib/recent.ts';
import { ThemeChoice } from '../../../renderer/ui/lib/theme.svelte.ts';
import { ianaZone } from '../../../renderer/ui/lib/time-zones.ts';
import { fakeStore } from '../fakes/store.ts';

describe('initials', () => {
  it('are the first letters of the first and last word', () => {
    expect(initials('Ada Dubois')).toBe('AD');
    expect(initials('Jane Sampleton (sample)')).toBe('JS');
    expect(initials('Eoin O’Brien')).toBe('EO');
    expect(initials('Widgetz')).toBe('W');
    expect(initials('佐藤 健')).toBe('佐');
    expect(initials('')).toBe('');
  });

  it('have a tint that stays', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        expect(tintOf(name)).toBe(tintOf(name));
        expect(tintOf(name)).toBeGreaterThanOrEqual(1);
        expect(tintOf(name)).toBeLessThanOrEqual(TINTS);
      }),
    );
  });
});

describe('links', () => {
  it('lead to https alone', () => {
    expect(webHref('https://widgetz.io/a?b=c')).toBe('https://widgetz.io/a?b=c');
    expect(webHref('widgetz.io')).toBe('https://widgetz.io/');
    expect(webHref('www.münchen.de/verkehr')).toBe('https://www.xn--mnchen-3ya.de/verkehr');
    for (const bad of [
      'http://widgetz.io',
      'javascript:alert(1)',
      'JavaScript://x.io/%0aalert(1)',
      'data:text/html,x',
      'file:///etc/passwd',
      'https://',
      'https://user:secret@widgetz.io',
      'not a page',
      '@handle',
      '',
    ]) {
      expect(webHref(bad)).toBeNull();
    }
  });

  it('lead to mail addresses and nothing hidden in them', () => {
    expect(mailHref('ada@widgetz.io')).toBe('mailto:ada@widgetz.io');
    for (const bad of [
      'ada',
      'ada@widgetz',
      'ada@widgetz.io?bcc=eve@x.io',
      'a@b.io,c@d.io',
      'Ada <ada@widgetz.io>',
    ]) {
      expect(mailHref(bad)).toBeNull();
    }
  });

  it('lead to phones by their digits', () => {
    expect(telHref('+33 6 12-44.90 (18)')).toBe('tel:+33612449018');
    expect(telHref('1-926-652-9503')).toBe('tel:19266529503');
    expect(telHref('ask Rita')).toBeNull();
    expect(telHref('12+34')).toBe('tel:1234');
  });
});

describe('phones', () => {
  it('are shown as typed until the tables are here, then as people write them', async () => {
    const phones = new Phones();
    expect(phones.show('+33612449018')).toBe('+33612449018');
    await phones.load();
    expect(phones.show('+33612449018')).toBe('+33 6 12 44 90 18');
    expect(phones.show('(368) 493-2360')).toBe('(368) 493-2360');
    expect(phones.show('+1')).toBe('+1');
  });
});

describe('marks', () => {
  const cut = (text: string, asked: string) =>
    marked(text, asked)
      .map(({ text: piece, hit }) => (hit ? `[${piece}]` : piece))
      .join('');

  it('mark the beginnings of words whatever their accents', () => {
    expect(cut('Lucía López', 'lu lop')).toBe('[Lu]cía [Lóp]ez');
    expect(cut('Müller, Benjamín', 'MULLER')).toBe('[Müller], Benjamín');
    expect(cut('Straße', 'strass')).toBe('[Straß]e');
    expect(cut('Ada', 'x')).toBe('Ada');
    expect(cut('Ada', ' ')).toBe('Ada');
  });

  it('never lose a letter', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (text, asked) => {
        expect(
          marked(text, asked)
            .map((piece) => piece.text)
            .join(''),
        ).toBe(text);
      }),
    );
  });

  it('say whether all words begin a word', () => {
    expect(matches('Go to Contacts', 'con go')).toBe(true);
    expect(matches('Go to Contacts', 'ontacts')).toBe(false);
    expect(matches('Anything', '')).toBe(true);
  });
});

describe('time zones', () => {
  const zones = Intl.supportedValuesOf('timeZone');

  it('are found by Rails’ names and by IANA’s', () => {
    expect(ianaZone('Arizona', zones)).toBe('America/Phoenix');
    expect(ianaZone('Eastern Time (US & Canada)', zones)).toBe('America/New_York');
    expect(ianaZone('Berlin', zones)).toBe('Europe/Berlin');
    expect(ianaZone('Mexico City', zones)).toBe('America/Mexico_City');
    expect(ianaZone('Asia/Tokyo', zones)).toBe('Asia/Tokyo');
    expect(ianaZone('IST', zones)).toBeNull();
    expect(ianaZone('', zones)).toBeNull();
  });

  it('are all ones that Intl knows', () => {
    for (const name of [
      'Kyiv',
      'Kathmandu',
      'Rangoon',
      'Greenland',
      'Hanoi',
      'Chennai',
      'Samoa',
      'UTC',
      'Ulaanbaatar',
    ]) {
      const zone = ianaZone(name, zones);
      expect(zone && new Intl.DateTimeFormat('en', { timeZone: zone }).format(0)).toBeTruthy();
    }
  });
});

describe('recent records', () => {
  it('are the last ones, newest first, without what they are called', () => {
    window.localStorage.clear();
    const recent = new Recent(window.localStorage);
    for (let id = 1; id <= 15; id++) recent.add('widgetz', { kind: 'contacts', id });
    recent.add('widgetz', { kind: 'contacts', id: 9 });
    expect(recent.list('widgetz')).toHaveLength(12);
    expect(
      recent
        .list('widgetz')
        .slice(0, 2)
        .map(({ id }) => id),
    ).toEqual([9, 15]);
    expect(recent.list('other')).toEqual([]);
    recent.forget('widgetz');
    expect(recent.list('widgetz')).toEqual([]);
  });

  it('name a record once that was opened by its local id and by the server’s', async () => {
    const record = { id: 7, display_name: 'Grace Hopper' };
    const store = fakeStore({
      records: { leads: [], contacts: [record, { ...record, id: -3 }], sales_accounts: [], deals: [] },
      configuration: {},
    });
    store.put({ marks: { 'contacts:-3': { id: 7 } } });
    const titles = await titlesOf(store.client, [
      { kind: 'contacts', id: -3 },
      { kind: 'contacts', id: 7 },
      { kind: 'contacts', id: 8 },
    ]);
    expect(titles).toEqual([{ kind: 'contacts', id: 7, title: 'Grace Hopper', detail: '' }]);
  });

  it('are none where what is stored cannot be read', () => {
    for (const stored of ['{', '{}', '[{"kind":"x","id":1}]', '[null,7]']) {
      window.localStorage.setItem('satchel:recent:widgetz', stored);
      expect(new Recent(window.localStorage).list('widgetz')).toEqual([]);
    }
  });
});

describe('theme', () => {
  it('is on the document at once, and after a restart', () => {
    window.localStorage.clear();
    const root = document.documentElement;
    const theme = new ThemeChoice(window.localStorage, root);
    expect(root.dataset['theme']).toBeUndefined();
    theme.choose('dark');
    expect(root.dataset['theme']).toBe('dark');
    delete root.dataset['theme'];
    expect(new ThemeChoice(window.localStorage, root).theme).toBe('dark');
    expect(root.dataset['theme']).toBe('dark');
    theme.choose('system');
    expect(root.dataset['theme']).toBeUndefined();
  });
});
