import { describe, expect, it } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { licencesText, shippedParts } from '../../build/licences/parts.ts';

/** Terms that let an app be given away and sold with its source kept or not, once they are shown. */
const ALLOWED = new Set([
  // DOMPurify, which is taken under the second.
  '(MPL-2.0 OR Apache-2.0)',
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  'MIT',
  'MIT OR Apache-2.0',
  'OFL-1.1',
  // js-yaml's parser of arguments.
  'Python-2.0',
  '(MPL-2.0 OR Apache-2.0)',
  'Unlicense',
]);

describe('what ships with Satchel', () => {
  const parts = shippedParts();

  it('is every dependency, what they bring along, and the runtime', () => {
    const names = new Set(parts.map(({ name }) => name));
    expect(Object.keys(packageJson.dependencies).filter((name) => !names.has(name))).toEqual([]);
    expect(names.has('electron')).toBe(true);
    expect(names.has('builder-util-runtime')).toBe(true);
    expect(names.has('vitest')).toBe(false);
  });

  it.each(parts.map((part) => [`${part.name} ${part.version}`, part] as const))(
    '%s comes under terms that are allowed, and says them',
    (_, part) => {
      expect(ALLOWED).toContain(part.licence);
    },
  );

  it('is listed with its terms in the file that goes into the packages', () => {
    const text = licencesText(parts);
    for (const part of parts) {
      expect(text).toContain(`${part.name} ${part.version}\n${part.licence}\n`);
      if (part.text !== '') expect(text).toContain(part.text);
    }
  });
});
