import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LOCALES } from '../../renderer/ui/lib/language.ts';
import later from '../../project.later.inlang/settings.json' with { type: 'json' };
import settings from '../../project.inlang/settings.json' with { type: 'json' };

const ui = join(import.meta.dirname, '../../renderer/ui');
const catalogues = join(import.meta.dirname, '../../messages');

/** A sentence, or one for each plural form: the conditions and what is said under them. */
type Message = string | readonly { declarations: string[]; selectors: string[]; match: Sentences }[];
type Sentences = Readonly<Record<string, string>>;
interface Area {
  /** The folder, which is the same for all languages. */
  readonly name: string;
  readonly messages: Readonly<Record<string, Message>>;
}

function areas(locale: string): readonly Area[] {
  // In the order of the folders, whatever the language: the files' own order has the language in it.
  return globSync(`**/${locale}.json`, { cwd: catalogues })
    .toSorted((a, b) => dirname(a).localeCompare(dirname(b), 'en'))
    .map((file) => {
      const { $schema: _, ...messages } = JSON.parse(readFileSync(join(catalogues, file), 'utf8')) as Record<
        string,
        Message
      >;
      return { name: dirname(file), messages };
    });
}

function merged(locale: string): Readonly<Record<string, Message>> {
  return Object.assign({}, ...areas(locale).map(({ messages }) => messages));
}

function sentences(message: Message): readonly string[] {
  return typeof message === 'string' ? [message] : message.flatMap(({ match }) => Object.values(match));
}

function parameters(text: string): readonly string[] {
  return [...new Set([...text.matchAll(/\{([^}]*)\}/g)].map(([, name = '']) => name))].toSorted();
}

const english = merged('en');
const keys = areas('en').flatMap(({ messages }) => Object.keys(messages));
const used = new Set(
  globSync('**/*.{ts,svelte}', { cwd: ui, exclude: ['paraglide*/**'] }).flatMap((file) =>
    [...readFileSync(join(ui, file), 'utf8').matchAll(/\bm\.([a-z_0-9]+)\b/g)].map((match) => match[1] ?? ''),
  ),
);

describe('the catalogue', () => {
  it('holds no message that nobody shows', () => {
    expect(keys.filter((key) => !used.has(key))).toEqual([]);
  });

  it('holds each message once', () => {
    expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
  });

  it('is compiled with all its areas, in the languages one can choose', () => {
    expect(later.locales).toEqual(settings.locales);
    expect(settings.locales.toSorted()).toEqual(Object.keys(LOCALES).toSorted());
    const compiled = [settings, later].flatMap((project) =>
      project['plugin.inlang.messageFormat'].pathPattern.map((path) =>
        dirname(path.replace('./messages/', '')),
      ),
    );
    expect(compiled.toSorted()).toEqual(
      areas('en')
        .map(({ name }) => name)
        .toSorted(),
    );
  });
});

/** Words that are the same in another language; nobody has forgotten them. */
const SAME: Readonly<Record<string, readonly string[]>> = {
  de: [
    'Account',
    'Accounts',
    'Agenda',
    'Board',
    'Code',
    'Deal',
    'Deals',
    'Details',
    'Filter',
    'Import',
    'In {currency}',
    'Lead',
    'Leads',
    'Medium',
    'Name',
    'Offline',
    'PIN',
    'Passphrase',
    'Pipeline',
    'Problem',
    'Score',
    'Score {score}',
    'Status',
    'System',
    'Sync',
    'Tags',
    'Team',
    'Text',
    'Version',
    'Website',
  ],
  es: ['Agenda', 'PIN', 'Lead', 'Leads', 'No', 'Total', 'lead', 'leads'],
};
/** Names and marks, which are the same in every language. */
const NAMES = [
  'Facebook',
  'LinkedIn',
  'X (Twitter)',
  'widgetz.freshsales.io',
  'Satchel {version}',
  '{screen} – Satchel',
];

describe.each(Object.keys(LOCALES).filter((locale) => locale !== 'en'))('the catalogue in %s', (locale) => {
  const theirs = merged(locale);

  it('has the messages of English, area by area', () => {
    const keysOf = ({ name, messages }: Area) => [name, Object.keys(messages).toSorted()];
    expect(areas(locale).map(keysOf)).toEqual(areas('en').map(keysOf));
  });

  it('says something in each message', () => {
    const empty = Object.entries(theirs).filter(([, message]) =>
      sentences(message).some((sentence) => sentence.trim() === ''),
    );
    expect(empty).toEqual([]);
  });

  it('says in each sentence what English says in its own: the same parameters', () => {
    const asked = (message: Message) =>
      sentences(message).map((sentence) => JSON.stringify(parameters(sentence)));
    const other = Object.keys(theirs).filter((key) => {
      const expected = new Set(asked(english[key] ?? ''));
      return asked(theirs[key] ?? '').some((names) => !expected.has(names));
    });
    expect(other).toEqual([]);
  });

  it('has a sentence for every plural form of the language, where English has one', () => {
    const forms = new Intl.PluralRules(locale).resolvedOptions().pluralCategories;
    const lacking = Object.entries(theirs).flatMap(([key, message]) => {
      if (typeof message === 'string') return typeof english[key] === 'string' ? [] : [key];
      const counters = message.flatMap(({ declarations }) =>
        declarations.flatMap((line) => /^local (\w+) = \w+: plural/.exec(line)?.[1] ?? []),
      );
      const conditions = message.flatMap(({ match }) =>
        Object.keys(match).flatMap((condition) => condition.split(/,\s*/)),
      );
      const missing = counters.flatMap((counter) =>
        forms.filter(
          (form) => !conditions.includes(`${counter}=${form}`) && !conditions.includes(`${counter}=*`),
        ),
      );
      return missing.map((form) => `${key}: ${form}`);
    });
    expect(lacking).toEqual([]);
  });

  it('is translated', () => {
    const same = new Set([...NAMES, ...(SAME[locale] ?? [])]);
    const hasWords = (sentence: string) => /\p{L}/u.test(sentence.replaceAll(/\{[^}]*\}/g, ''));
    const untranslated = Object.entries(theirs).filter(([key, message]) => {
      const originals = new Set(sentences(english[key] ?? ''));
      return sentences(message).some(
        (sentence) => originals.has(sentence) && hasWords(sentence) && !same.has(sentence),
      );
    });
    expect(untranslated).toEqual([]);
  });
});
