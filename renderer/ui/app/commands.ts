import CalendarDays from '@lucide/svelte/icons/calendar-days';
import CalendarPlus from '@lucide/svelte/icons/calendar-plus';
import CloudUpload from '@lucide/svelte/icons/cloud-upload';
import GitCompareArrows from '@lucide/svelte/icons/git-compare-arrows';
import ListPlus from '@lucide/svelte/icons/list-plus';
import ListTodo from '@lucide/svelte/icons/list-todo';
import Moon from '@lucide/svelte/icons/moon';
import MonitorCog from '@lucide/svelte/icons/monitor-cog';
import Plus from '@lucide/svelte/icons/plus';
import RefreshCw from '@lucide/svelte/icons/refresh-cw';
import RotateCcw from '@lucide/svelte/icons/rotate-ccw';
import Settings2 from '@lucide/svelte/icons/settings-2';
import Sun from '@lucide/svelte/icons/sun';
import type { Kind } from '../../../shared/entities/kind.ts';
import type { App } from '../lib/app-context.ts';
import { KIND_ICONS } from '../lib/kind-icons.ts';
import { kindName, kindSingular } from '../lib/kind-words.ts';
import { matches } from '../lib/marks.ts';
import { editRoute, listRoute } from '../lib/routes.ts';
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
  return [
    ...kinds.map((kind) => ({
      id: `go:${kind}`,
      label: m.command_go({ place: kindName(kind) }),
      icon: KIND_ICONS[kind],
      run: () => router.go(listRoute(kind)),
    })),
    {
      id: 'go:tasks',
      label: m.command_go({ place: m.nav_tasks() }),
      icon: ListTodo,
      run: () => router.go({ name: 'tasks', id: null }),
    },
    {
      id: 'go:calendar',
      label: m.command_go({ place: m.nav_calendar() }),
      icon: CalendarDays,
      run: () => router.go({ name: 'calendar', view: 'week', day: null }),
    },
    {
      id: 'go:outbox',
      label: m.command_go({ place: m.nav_outbox() }),
      icon: CloudUpload,
      run: () => router.go({ name: 'outbox' }),
    },
    {
      id: 'go:conflicts',
      label: m.command_go({ place: m.nav_conflicts() }),
      icon: GitCompareArrows,
      run: () => router.go({ name: 'conflicts', target: null }),
    },
    {
      id: 'go:sync',
      label: m.command_go({ place: m.nav_sync() }),
      icon: RefreshCw,
      run: () => router.go({ name: 'sync' }),
    },
    {
      id: 'go:settings',
      label: m.command_go({ place: m.nav_settings() }),
      icon: Settings2,
      run: () => router.go({ name: 'settings' }),
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

/** The commands whose words begin with all the words of `text`; all where it is blank. */
export function commandsFor(commands: readonly Command[], text: string): readonly Command[] {
  return commands.filter((command) => matches(command.label, text));
}
