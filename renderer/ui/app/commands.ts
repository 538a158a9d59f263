import CalendarDays from '@lucide/svelte/icons/calendar-days';
import CalendarPlus from '@lucide/svelte/icons/calendar-plus';
import CloudUpload from '@lucide/svelte/icons/cloud-upload';
import FileUp from '@lucide/svelte/icons/file-up';
import GitCompareArrows from '@lucide/svelte/icons/git-compare-arrows';
import Keyboard from '@lucide/svelte/icons/keyboard';
import LockKeyhole from '@lucide/svelte/icons/lock-keyhole';
import ListPlus from '@lucide/svelte/icons/list-plus';
import ListTodo from '@lucide/svelte/icons/list-todo';
import Moon from '@lucide/svelte/icons/moon';
import MonitorCog from '@lucide/svelte/icons/monitor-cog';
import PlaneTakeoff from '@lucide/svelte/icons/plane-takeoff';
import Plus from '@lucide/svelte/icons/plus';
import RefreshCw from '@lucide/svelte/icons/refresh-cw';
import RotateCcw from '@lucide/svelte/icons/rotate-ccw';
import Search from '@lucide/svelte/icons/search';
import Settings2 from '@lucide/svelte/icons/settings-2';
import SquareKanban from '@lucide/svelte/icons/square-kanban';
import Stethoscope from '@lucide/svelte/icons/stethoscope';
import Sun from '@lucide/svelte/icons/sun';
import { COMMAND_IDS, isOffered, type CommandId } from '../../../shared/commands.ts';
import type { Kind } from '../../../shared/entities/kind.ts';
import type { App } from '../lib/app-context.ts';
import { KIND_ICONS } from '../lib/kind-icons.ts';
import { kindInSentence, kindName, kindSingular } from '../lib/kind-words.ts';
import { lockNow } from '../lib/lock-now.ts';
import { matches, matchesNearly } from '../lib/marks.ts';
import { editRoute, listRoute, type Route } from '../lib/routes.ts';
import type { Theme } from '../lib/theme.svelte.ts';
import { m } from '../paraglide/messages.js';

/** Something the palette and the menu bar can do. */
export interface Command {
  readonly id: CommandId;
  readonly label: string;
  /** How it is called under the heading of a menu. */
  readonly short: string;
  readonly icon: typeof Moon;
  run(): void;
}

type Deed = Pick<Command, 'label' | 'icon' | 'run'> & Partial<Pick<Command, 'short'>>;

/** All commands that are of use in an account with these kinds, in the order of the table. */
export function commandsOf(app: App, kinds: readonly Kind[]): readonly Command[] {
  const deeds = deedsOf(app);
  const isSample = app.session.vault?.keyIn === 'sample';
  return COMMAND_IDS.filter((id) => isOffered(id, kinds) && !(id === 'lock' && isSample)).map((id) => ({
    id,
    short: deeds[id].label,
    ...deeds[id],
  }));
}

/** What each command of the table does here. */
function deedsOf(app: App): Readonly<Record<CommandId, Deed>> {
  const { router, sync, theme } = app;
  const go = (place: string, icon: typeof Moon, route: Route): Deed => ({
    label: m.command_go({ place }),
    short: place,
    icon,
    run: () => router.go(route),
  });
  const list = (kind: Kind): Deed => go(kindName(kind), KIND_ICONS[kind], listRoute(kind));
  const make = (kind: Kind): Deed => ({
    label: m.command_new({ kind: kindSingular(kind) }),
    icon: Plus,
    run: () => router.go(editRoute(kind)),
  });
  const bring = (kind: Kind): Deed => ({
    label: m.find_import({ kind: kindInSentence(kind) }),
    icon: FileUp,
    run: () => router.go({ name: 'import', kind }),
  });
  /** The sync screen says what comes of it, also where the main process cannot be reached. */
  const ask = (label: string, icon: typeof Moon, call: () => Promise<void>): Deed => ({
    label,
    icon,
    run() {
      router.go({ name: 'sync' });
      call().catch(() => undefined);
    },
  });
  const look = (label: string, icon: typeof Moon, choice: Theme): Deed => ({
    label,
    icon,
    run: () => theme.choose(choice),
  });
  return {
    find: { label: m.find(), icon: Search, run: () => app.finding.show() },
    'go:today': go(m.nav_today(), Sun, { name: 'today' }),
    'go:contacts': list('contacts'),
    'go:sales_accounts': list('sales_accounts'),
    'go:deals': list('deals'),
    'go:leads': list('leads'),
    'go:board': go(m.find_board(), SquareKanban, { name: 'board', pipeline: null }),
    'go:tasks': go(m.nav_tasks(), ListTodo, { name: 'tasks', id: null }),
    'go:calendar': go(m.nav_calendar(), CalendarDays, { name: 'calendar', view: 'week', day: null }),
    'go:products': go(m.nav_products(), KIND_ICONS.products, { name: 'products', id: null }),
    'go:quotes': go(m.nav_quotes(), KIND_ICONS.cpq_documents, { name: 'quotes', id: null }),
    'go:flight': go(m.nav_flight(), PlaneTakeoff, { name: 'flight' }),
    'go:outbox': go(m.nav_outbox(), CloudUpload, { name: 'outbox' }),
    'go:conflicts': go(m.nav_conflicts(), GitCompareArrows, { name: 'conflicts', target: null }),
    lock: { label: m.command_lock(), icon: LockKeyhole, run: () => lockNow(app) },
    'go:sync': go(m.nav_sync(), RefreshCw, { name: 'sync' }),
    'sync:now': ask(m.command_sync_now(), RefreshCw, () => sync.now()),
    'sync:again': ask(m.command_walk_again(), RotateCcw, () => sync.walkAgain()),
    'new:contacts': make('contacts'),
    'new:sales_accounts': make('sales_accounts'),
    'new:deals': make('deals'),
    'new:leads': make('leads'),
    'new:tasks': {
      label: m.tasks_command_new(),
      icon: ListPlus,
      run: () => router.go({ name: 'tasks', id: null, adding: true }),
    },
    'new:appointments': {
      label: m.calendar_command_new(),
      icon: CalendarPlus,
      run: () => router.go({ name: 'calendar', view: 'week', day: null, appointment: 'new' }),
    },
    'import:contacts': bring('contacts'),
    'import:sales_accounts': bring('sales_accounts'),
    'import:deals': bring('deals'),
    'import:leads': bring('leads'),
    'go:settings': go(m.nav_settings(), Settings2, { name: 'settings' }),
    'theme:light': look(m.command_theme_light(), Sun, 'light'),
    'theme:dark': look(m.command_theme_dark(), Moon, 'dark'),
    'theme:system': look(m.command_theme_system(), MonitorCog, 'system'),
    'help:shortcuts': { label: m.help_shortcuts(), icon: Keyboard, run: () => app.help.show() },
    'go:diagnostics': go(m.nav_diagnostics(), Stethoscope, { name: 'diagnostics' }),
  };
}

/** The commands whose words begin with all the words of `text`, with a typo in each where there is none without; all where it is blank. */
export function commandsFor(commands: readonly Command[], text: string): readonly Command[] {
  const exact = commands.filter((command) => matches(command.label, text));
  return exact.length > 0 ? exact : commands.filter((command) => matchesNearly(command.label, text));
}
