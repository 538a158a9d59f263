import type { App } from './app-context.ts';
import { Away } from './away.svelte.ts';
import { LENGTHS, USUAL_LENGTH, WEEK_STARTS, withWeekStart, type WeekStart } from './calendar-choices.ts';
import { Clock } from './clock.svelte.ts';
import { Drafts } from './drafts.ts';
import { Edits } from './edits.svelte.ts';
import { Files } from './files.svelte.ts';
import { createFormats, regionalLocale, type Formats } from './format.ts';
import { KeptChoice } from './kept-choice.svelte.ts';
import { LanguageChoice } from './language.ts';
import { Layouts } from './layouts.svelte.ts';
import { Opened } from './opened.svelte.ts';
import { Phones } from './phone.svelte.ts';
import { Preference } from './preference.svelte.ts';
import { Recent } from './recent.ts';
import { Router } from './router.svelte.ts';
import { Sanitiser } from './sanitiser.ts';
import type { Services } from './services.ts';
import { Session } from './session.svelte.ts';
import { Sync } from './sync.svelte.ts';
import { ThemeChoice } from './theme.svelte.ts';
import { Updates } from './updates.svelte.ts';

/** What is not the page's own and may be another in tests. */
export interface Surroundings {
  /** Milliseconds since 1970 UTC. */
  now(): number;
  /** An IANA name; the system's where it is left out. */
  readonly timeZone?: string;
}

/** Joins what the screens share. */
export function buildApp(
  page: Window & typeof globalThis,
  services: Services,
  surroundings: Surroundings,
): App {
  const language = new LanguageChoice(page);
  const locale = regionalLocale(language.locale, page.navigator.languages);
  const weekStart = new KeptChoice(page.localStorage, 'week-start', WEEK_STARTS, 'system');
  const sync = new Sync(services);
  const drafts = new Drafts(services.store);
  const edits = new Edits(services, sync, drafts);
  const session = new Session(services, async (accountId) => {
    await drafts.load(accountId, page.localStorage);
    edits.begin(accountId);
  });
  return {
    services,
    session,
    sync,
    updates: new Updates(services),
    files: new Files(services),
    drafts,
    edits,
    router: new Router(page),
    language,
    theme: new ThemeChoice(page.localStorage, page.document.documentElement),
    clock: new Clock(() => surroundings.now()),
    formats: formatsFor(locale, surroundings.timeZone, weekStart),
    weekStart,
    appointmentLength: new KeptChoice(page.localStorage, 'appointment-length', LENGTHS, USUAL_LENGTH),
    phones: new Phones(),
    sanitiser: new Sanitiser(page),
    recent: new Recent(page.localStorage),
    help: new Opened(),
    finding: new Opened(),
    layouts: new Layouts(page.localStorage),
    away: new Away(page.localStorage),
    slimRail: new Preference(page.localStorage, 'slim-rail'),
  };
}

/** What is written in the reader's way; the week begins as it is chosen at the moment. */
function formatsFor(locale: string, timeZone: string | undefined, weekStart: KeptChoice<WeekStart>): Formats {
  return {
    ...createFormats(locale, timeZone),
    get locale() {
      return withWeekStart(locale, weekStart.chosen);
    },
  };
}
