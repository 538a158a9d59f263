import { createContext } from 'svelte';
import type { Away } from './away.svelte.ts';
import type { Length, WeekStart } from './calendar-choices.ts';
import type { Clock } from './clock.svelte.ts';
import type { Drafts } from './drafts.ts';
import type { Edits } from './edits.svelte.ts';
import type { Files } from './files.svelte.ts';
import type { Formats } from './format.ts';
import type { KeptChoice } from './kept-choice.svelte.ts';
import type { LanguageChoice } from './language.ts';
import type { Layouts } from './layouts.svelte.ts';
import type { Opened } from './opened.svelte.ts';
import type { Phones } from './phone.svelte.ts';
import type { Preference } from './preference.svelte.ts';
import type { Recent } from './recent.ts';
import type { Router } from './router.svelte.ts';
import type { Sanitiser } from './sanitiser.ts';
import type { Services } from './services.ts';
import type { Session } from './session.svelte.ts';
import type { Sync } from './sync.svelte.ts';
import type { ThemeChoice } from './theme.svelte.ts';
import type { Updates } from './updates.svelte.ts';

/** What the screens share. It is built once, in main.ts, and handed down. */
export interface App {
  readonly services: Services;
  readonly session: Session;
  readonly sync: Sync;
  readonly updates: Updates;
  readonly files: Files;
  readonly edits: Edits;
  /** What is being written down, kept over a crash. */
  readonly drafts: Drafts;
  readonly router: Router;
  readonly theme: ThemeChoice;
  readonly language: LanguageChoice;
  readonly clock: Clock;
  readonly formats: Formats;
  readonly phones: Phones;
  /** Makes safe what was written as markup. */
  readonly sanitiser: Sanitiser;
  readonly recent: Recent;
  /** The sheet of shortcuts. */
  readonly help: Opened;
  /** The palette. */
  readonly finding: Opened;
  /** The columns that were chosen for lists. */
  readonly layouts: Layouts;
  /** Since when this device was away from the CRM. */
  readonly away: Away;
  /** Whether the rail shows icons only, by choice. */
  readonly slimRail: Preference;
  /** With which day a week begins. */
  readonly weekStart: KeptChoice<WeekStart>;
  /** How long a new appointment is, in minutes. */
  readonly appointmentLength: KeptChoice<Length>;
}

export const [useApp, provideApp] = createContext<App>();
