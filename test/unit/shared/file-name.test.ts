import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileNameOf } from '../../../shared/file-name.ts';

describe('the name of a file', () => {
  it.each([
    ['Offer.pdf', 'Offer.pdf'],
    ['Angebot „Müller“ 2026.pdf', 'Angebot „Müller“ 2026.pdf'],
    ['../../etc/passwd', 'etc passwd'],
    ['C:\\Windows\\x.dll', 'C Windows x.dll'],
    ['Offer.exe:x.pdf', 'Offer.exe x.pdf'],
    ['a\u0000b\nc\u0085d\u2028e.txt', 'a b c d e.txt'],
    ['Offer\u202Efdp.exe', 'Offer fdp.exe'],
    ['Of\u200Bfer\u2066.pdf\uFEFF', 'Of fer .pdf'],
    ['می\u200Cخواهم.pdf', 'می\u200Cخواهم.pdf'],
    ['Offer.pdf\u200D', 'Offer.pdf'],
    ['  .htaccess. . ', 'htaccess'],
    ['  ..  ', 'file'],
    ['', 'file'],
    ['NUL', '_NUL'],
    ['con.tar.gz', '_con.tar.gz'],
    ['Aux .txt', '_Aux .txt'],
    ['COM¹.log', '_COM¹.log'],
    ['Conference.pdf', 'Conference.pdf'],
    ['lone \uD800 half', 'lone \uFFFD half'],
    ['Mu\u0308ller', 'Müller'],
  ])('%j is %j', (name, expected) => {
    expect(fileNameOf(name)).toBe(expected);
  });

  it('of what has none is what is asked for', () => {
    expect(fileNameOf(' / ', 'Quote')).toBe('Quote');
  });

  it.each([
    [`${'x'.repeat(400)}.pdf`, 120],
    [`${'é'.repeat(400)}.pdf`, 102],
    [`${'漢'.repeat(400)}.pdf`, 69],
    [`${'👩'.repeat(400)}.pdf`, 102],
  ])('is cut before its ending', (name, length) => {
    const cut = fileNameOf(name);
    expect(cut).toHaveLength(length);
    expect(cut.endsWith('.pdf')).toBe(true);
    expect(cut.isWellFormed()).toBe(true);
  });

  it('is not too long for being kept from being a device’s', () => {
    const name = fileNameOf(`com1.${'漢'.repeat(65)}`);
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(200);
    expect(name).toMatch(/^_com1\.漢+$/);
    expect(fileNameOf(`nul${'\u200d'.repeat(150)}x`)).toBe('_nul');
  });

  it('is one that every file system takes, whatever it was, and stays so', () => {
    const parts = fc.array(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.constantFrom(
          ...[
            '.',
            ' ',
            '/',
            '\\',
            ':',
            '\u202E',
            '\u200D',
            '\u200D'.repeat(130),
            'nul',
            'com1',
            'x'.repeat(150),
            '漢'.repeat(65),
          ],
        ),
      ),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(parts, (texts) => {
        const name = fileNameOf(texts.join(''));
        expect(name).not.toMatch(/[\p{Cc}\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff<>:"/\\|?*]/u);
        expect(name).not.toMatch(/^[\s.]|[\s.]$|^$/);
        expect(name).not.toMatch(/^(nul|com1)\s*(\.|$)/i);
        expect(name.length).toBeLessThanOrEqual(120);
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(200);
        expect(fileNameOf(name)).toBe(name);
      }),
      { numRuns: 500 },
    );
  });

  it('keeps its ending', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.stringMatching(/^[a-z][a-z0-9]{0,7}$/),
        (stem, ending) => {
          expect(fileNameOf(`a${stem}.${ending}`).endsWith(`.${ending}`)).toBe(true);
        },
      ),
    );
  });
});
