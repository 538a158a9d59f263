import type { Command } from '../../app/commands.ts';
import { shortcutHere } from '../../lib/keys.ts';
import { m } from '../../paraglide/messages.js';

/** One thing that keys do. Several ways to do it are alternatives; the keys of one way are pressed together. */
export interface Shortcut {
  readonly ways: readonly (readonly string[])[];
  readonly does: () => string;
}

export interface ShortcutGroup {
  readonly id: 'everywhere' | 'lists' | 'tasks' | 'board' | 'calendar' | 'conflicts' | 'forms';
  readonly name: () => string;
  readonly shortcuts: readonly Shortcut[];
}

/** The keys of commands, and what they do. In a browser there are few: it has the others for itself. */
export function commandShortcuts(
  commands: readonly Pick<Command, 'id' | 'label'>[],
  page: { readonly satchel?: unknown },
): readonly Shortcut[] {
  return commands.flatMap(({ id, label }) => {
    const keys = shortcutHere(id, page);
    return keys === null ? [] : [{ ways: [keys], does: () => label }];
  });
}

/** Stands for the key that the system uses with shortcuts (lib/keys.ts). */
export const MOD = 'mod';

/** The shortcuts that a screen has for itself, as the sheet shows them. */
export const SHORTCUTS: readonly ShortcutGroup[] = [
  {
    id: 'lists',
    name: m.help_group_lists,
    shortcuts: [
      { ways: [['j'], ['↓']], does: m.help_next },
      { ways: [['k'], ['↑']], does: m.help_previous },
      { ways: [['x']], does: m.help_select },
      { ways: [['Enter']], does: m.help_open },
      { ways: [['/']], does: m.help_search },
      { ways: [['Esc']], does: m.help_back },
    ],
  },
  {
    id: 'tasks',
    name: m.help_group_tasks,
    shortcuts: [
      { ways: [['n'], ['/']], does: m.help_task_add },
      { ways: [['c']], does: m.help_task_complete },
      { ways: [['s']], does: m.help_task_snooze },
    ],
  },
  {
    id: 'board',
    name: m.help_group_board,
    shortcuts: [
      { ways: [['←'], ['→']], does: m.help_board_stage },
      { ways: [['m']], does: m.help_board_move },
    ],
  },
  {
    id: 'calendar',
    name: m.help_group_calendar,
    shortcuts: [
      { ways: [['n']], does: m.help_calendar_new },
      { ways: [['t']], does: m.help_calendar_today },
      { ways: [['PgUp'], ['PgDn']], does: m.help_calendar_step },
      { ways: [['d'], ['w'], ['m'], ['a']], does: m.help_calendar_view },
      {
        ways: [
          ['Alt', '←'],
          ['Alt', '→'],
        ],
        does: m.help_calendar_move,
      },
    ],
  },
  {
    id: 'conflicts',
    name: m.help_group_conflicts,
    shortcuts: [
      { ways: [['←'], ['→']], does: m.help_conflict_pick },
      { ways: [['j']], does: m.conflict_next },
      { ways: [['k']], does: m.conflict_previous },
      { ways: [[MOD, 'Enter']], does: m.conflict_save },
    ],
  },
  { id: 'forms', name: m.help_group_forms, shortcuts: [{ ways: [[MOD, 'Enter']], does: m.help_save }] },
];
