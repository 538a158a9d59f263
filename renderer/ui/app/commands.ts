import CalendarDays from '@lucide/svelte/icons/calendar-days';
import CalendarPlus from '@lucide/svelte/icons/calendar-plus';
import CloudUpload from '@lucide/svelte/icons/cloud-upload';
import FileUp from '@lucide/svelte/icons/file-up';
import GitCompareArrows from '@lucide/svelte/icons/git-compare-arrows';
import Keyboard from '@lucide/svelte/icons/keyboard';
import ListPlus from '@lucide/svelte/icons/list-plus';
import ListTodo from '@lucide/svelte/icons/list-todo';
import Moon from '@lucide/svelte/icons/moon';
import MonitorCog from '@lucide/svelte/icons/monitor-cog';
import PlaneTakeoff from '@lucide/svelte/icons/plane-takeoff';
import Plus from '@lucide/svelte/icons/plus';
import RefreshCw from '@lucide/svelte/icons/refresh-cw';
import RotateCcw from '@lucide/svelte/icons/rotate-ccw';
import Settings2 from '@lucide/svelte/icons/settings-2';
import SquareKanban from '@lucide/svelte/icons/square-kanban';
import Stethoscope from '@lucide/svelte/icons/stethoscope';
import Sun from '@lucide/svelte/icons/sun';
import type { Kind } from '../../../shared/entities/kind.ts';
import type { App } from '../lib/app-context.ts';
import { KIND_ICONS } from '../lib/kind-icons.ts';
import { kindInSentence, kindName, kindSingular } from '../lib/kind-words.ts';
import { matches, matchesNearly } from '../lib/marks.ts';
import { editRoute, listRoute, type Route } from '../lib/routes.ts';
import { m } from '../paraglide/messages.js';

/** Something the palette can do. */
export interface Command {
  readonly id: string;
  readonly label: string;
  readonly icon: typeof Moon;
  run(): void;
}

/** All commands there are. */
export function commandsOf(app: App, kinds: readonly Kind[]): readonly Command[] {
  const { router, sync, theme } = app;
  const go = (name: string, place: string, icon: typeof Moon, route: Route): Command => ({
    id: `go:${name}`,
    label: m.command_go({ place }),
    icon,
    run: () => router.go(route),
  });
  return [
    go('today', m.nav_today(), Sun, { name: 'today' }),
    ...kinds.map((kind) => go(kind, kindName(kind), KIND_ICONS[kind], listRoute(kind))),
    ...(kinds.includes('deals')
      ? [go('board', m.find_board(), SquareKanban, { name: 'board', pipeline: null })]
      : []),
    go('tasks', m.nav_tasks(), ListTodo, { name: 'tasks', id: null }),
    go('calendar', m.nav_calendar(), CalendarDays, { name: 'calendar', view: 'week', day: null }),
    go('products', m.nav_products(), KIND_ICONS.products, { name: 'products', id: null }),
    go('quotes', m.nav_quotes(), KIND_ICONS.cpq_documents, { name: 'quotes', id: null }),
    go('flight', m.nav_flight(), PlaneTakeoff, { name: 'flight' }),
    go('outbox', m.nav_outbox(), CloudUpload, { name: 'outbox' }),
    go('conflicts', m.nav_conflicts(), GitCompareArrows, { name: 'conflicts', target: null }),
    go('sync', m.nav_sync(), RefreshCw, { name: 'sync' }),
    go('settings', m.nav_settings(), Settings2, { name: 'settings' }),
    go('diagnostics', m.nav_diagnostics(), Stethoscope, { name: 'diagnostics' }),
    {
      id: 'help:shortcuts',
      label: m.help_shortcuts(),
      icon: Keyboard,
      run: () => app.help.show(),
    },
    {
      id: 'sync:now',
      label: m.command_sync_now(),
      icon: RefreshCw,
      run() {
        // The sync screen says what comes of it, also where the main process cannot be reached.
        router.go({ name: 'sync' });
        sync.now().catch(() => undefined);
      },
    },
    {
      id: 'sync:again',
      label: m.command_walk_again(),
      icon: RotateCcw,
      run() {
        router.go({ name: 'sync' });
        sync.walkAgain().catch(() => undefined);
      },
    },
    ...kinds.map((kind) => ({
      id: `import:${kind}`,
      label: m.find_import({ kind: kindInSentence(kind) }),
      icon: FileUp,
      run: () => router.go({ name: 'import', kind }),
    })),
    ...kinds.map((kind) => ({
      id: `new:${kind}`,
      label: m.command_new({ kind: kindSingular(kind) }),
      icon: Plus,
      run: () => router.go(editRoute(kind)),
    })),
    {
      id: 'new:tasks',
      label: m.tasks_command_new(),
      icon: ListPlus,
      run: () => router.go({ name: 'tasks', id: null, adding: true }),
    },
    {
      id: 'new:appointments',
      label: m.calendar_command_new(),
      icon: CalendarPlus,
      run: () => router.go({ name: 'calendar', view: 'week', day: null, appointment: 'new' }),
    },
    { id: 'theme:light', label: m.command_theme_light(), icon: Sun, run: () => theme.choose('light') },
    { id: 'theme:dark', label: m.command_theme_dark(), icon: Moon, run: () => theme.choose('dark') },
    {
      id: 'theme:system',
      label: m.command_theme_system(),
      icon: MonitorCog,
      run: () => theme.choose('system'),
    },
  ];
}

/** The commands whose words begin with all the words of `text`, with a typo in each where there is none without; all where it is blank. */
export function commandsFor(commands: readonly Command[], text: string): readonly Command[] {
  const exact = commands.filter((command) => matches(command.label, text));
  return exact.length > 0 ? exact : commands.filter((command) => matchesNearly(command.label, text));
}
