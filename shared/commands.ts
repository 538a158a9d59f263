import type { Kind } from './entities/kind.ts';

/** A key combination: `mod` is the system's key for shortcuts (Ctrl, ⌘). */
export type Shortcut = readonly string[];

/** Under which heading of the menu bar a command stands. */
export const MENU_PLACES = ['file', 'go', 'sync', 'view', 'help'] as const;
export type MenuPlace = (typeof MENU_PLACES)[number];

/** What must be so for a command to be of use. */
export interface Needs {
  /** The account has such records. */
  readonly kind?: Kind;
}

export interface CommandSpec {
  readonly menu: MenuPlace;
  readonly needs?: Needs;
  /** In a browser the browser has most keys for itself: there only those of `inBrowser` are ours. */
  readonly shortcut?: Shortcut;
  readonly inBrowser?: boolean;
}

/** Every command of the app: the palette, the sheet of shortcuts and the menu bar are made of this one list, in its order. All need an account that is open. */
export const COMMANDS = {
  find: { menu: 'go', shortcut: ['mod', 'K'], inBrowser: true },
  'go:today': { menu: 'go', shortcut: ['mod', '1'] },
  'go:contacts': { menu: 'go', needs: { kind: 'contacts' }, shortcut: ['mod', '2'] },
  'go:sales_accounts': { menu: 'go', needs: { kind: 'sales_accounts' }, shortcut: ['mod', '3'] },
  'go:deals': { menu: 'go', needs: { kind: 'deals' }, shortcut: ['mod', '4'] },
  'go:leads': { menu: 'go', needs: { kind: 'leads' }, shortcut: ['mod', '5'] },
  'go:board': { menu: 'go', needs: { kind: 'deals' }, shortcut: ['mod', '6'] },
  'go:tasks': { menu: 'go', shortcut: ['mod', '7'] },
  'go:calendar': { menu: 'go', shortcut: ['mod', '8'] },
  'go:products': { menu: 'go' },
  'go:quotes': { menu: 'go' },
  'go:flight': { menu: 'go', shortcut: ['mod', 'shift', 'F'] },
  'go:outbox': { menu: 'sync', shortcut: ['mod', '9'] },
  'go:conflicts': { menu: 'sync' },
  'go:sync': { menu: 'sync' },
  'sync:now': { menu: 'sync', shortcut: ['mod', 'shift', 'S'] },
  'sync:again': { menu: 'sync' },
  'new:contacts': { menu: 'file', needs: { kind: 'contacts' }, shortcut: ['mod', 'shift', 'C'] },
  'new:sales_accounts': { menu: 'file', needs: { kind: 'sales_accounts' } },
  'new:deals': { menu: 'file', needs: { kind: 'deals' }, shortcut: ['mod', 'shift', 'D'] },
  'new:leads': { menu: 'file', needs: { kind: 'leads' } },
  'new:tasks': { menu: 'file', shortcut: ['mod', 'shift', 'T'] },
  'new:appointments': { menu: 'file', shortcut: ['mod', 'shift', 'A'] },
  'import:contacts': { menu: 'file', needs: { kind: 'contacts' } },
  'import:sales_accounts': { menu: 'file', needs: { kind: 'sales_accounts' } },
  'import:deals': { menu: 'file', needs: { kind: 'deals' } },
  'import:leads': { menu: 'file', needs: { kind: 'leads' } },
  'go:settings': { menu: 'file', shortcut: ['mod', ','] },
  lock: { menu: 'file', shortcut: ['mod', 'shift', 'L'], inBrowser: true },
  'theme:light': { menu: 'view' },
  'theme:dark': { menu: 'view' },
  'theme:system': { menu: 'view' },
  'help:shortcuts': { menu: 'help', shortcut: ['?'], inBrowser: true },
  'go:diagnostics': { menu: 'help' },
} as const satisfies Readonly<Record<string, CommandSpec>>;

export type CommandId = keyof typeof COMMANDS;
/** The ids, in order. */
export const COMMAND_IDS = Object.keys(COMMANDS) as CommandId[];

/** What the table says of a command. */
export function commandSpec(id: CommandId): CommandSpec {
  return COMMANDS[id];
}

/** Whether a command is of use in an account without these kinds. */
export function isOffered(id: CommandId, kinds: readonly Kind[]): boolean {
  const kind = commandSpec(id).needs?.kind;
  return kind === undefined || kinds.includes(kind);
}
