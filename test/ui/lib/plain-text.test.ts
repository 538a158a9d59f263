import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainText } from '../../../renderer/ui/lib/plain-text.ts';

describe('the words of a text that may be HTML', () => {
  it('are without the markup of editors, line by line', () => {
    expect(plainText('<p>Wants <b>40</b> trucks</p><p>Budget &amp; date&nbsp;open</p>')).toBe(
      'Wants 40 trucks\nBudget & date open',
    );
    expect(plainText('one<br/>two<br>three')).toBe('one\ntwo\nthree');
    expect(plainText('<ul><li>a</li><li>b &#8364;</li></ul>')).toBe('a\nb €');
    expect(plainText('<a href="javascript:alert(1)">here</a>')).toBe('here');
  });

  it('are left alone where nobody wrote markup', () => {
    for (const text of ['a < b > c', '<script>alert(1)</script>', 'Fish &amp; chips', '  two\n\n\n\nlines '])
      expect(plainText(text)).toBe(text);
  });

  it('are the text itself wherever no tag begins', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        fc.pre(!text.includes('<'));
        expect(plainText(text)).toBe(text);
      }),
    );
  });
});
