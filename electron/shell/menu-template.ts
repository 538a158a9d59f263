import type { MenuItemConstructorOptions } from 'electron';
import {
  COMMAND_IDS,
  commandSpec,
  MENU_PLACES,
  type CommandId,
  type MenuPlace,
  type Shortcut,
} from '../../shared/commands.ts';
import type { DesktopView, SystemItem } from '../../shared/desktop.ts';

const separator: MenuItemConstructorOptions = { type: 'separator' };

export interface MenuOptions {
  /** `process.platform`. */
  readonly platform: string;
  /** Whether this is a package, where the developer tools are off. */
  readonly packaged: boolean;
  /** What the page has said; null before it has, when the menus are of the system's own entries alone. */
  readonly view: DesktopView | null;
  choose(id: CommandId): void;
}

/** The menu bar: every command of the app with its shortcut, between what the system does by itself. */
export function menuTemplate({
  platform,
  packaged,
  view,
  choose,
}: MenuOptions): MenuItemConstructorOptions[] {
  const mac = platform === 'darwin';
  const system = (role: SystemItem): MenuItemConstructorOptions => {
    const label = view?.system[role];
    return label === undefined ? { role } : { role, label };
  };
  const commands = (place: MenuPlace): MenuItemConstructorOptions[] => {
    // On macOS the settings stand in the app's own menu.
    const ids = COMMAND_IDS.filter((id) => commandSpec(id).menu === place && !(mac && id === 'go:settings'));
    return grouped(ids.flatMap((id) => command(id)));
  };
  const command = (id: CommandId): [CommandId, MenuItemConstructorOptions][] => {
    const said = view?.commands.find((each) => each.id === id);
    if (!said) return [];
    const { shortcut } = commandSpec(id);
    return [
      [
        id,
        {
          id,
          label: escaped(said.label, platform),
          enabled: said.enabled,
          click: () => choose(id),
          ...(shortcut === undefined
            ? {}
            : // A single key is the page's own: the menu only shows it, lest nobody could type it.
              { accelerator: acceleratorOf(shortcut), registerAccelerator: shortcut.length > 1 }),
        },
      ],
    ];
  };
  const menu = (
    place: MenuPlace | 'edit' | 'window',
    label: string,
    submenu: MenuItemConstructorOptions[],
  ): MenuItemConstructorOptions[] =>
    submenu.length === 0 ? [] : [{ label: view?.menus[place] ?? label, submenu: tidied(submenu) }];

  const settings = mac ? command('go:settings').map(([, item]) => item) : [];
  const developer: MenuItemConstructorOptions[] = packaged
    ? []
    : [separator, { role: 'reload' }, { role: 'toggleDevTools' }];
  const appMenu: MenuItemConstructorOptions = {
    label: 'Satchel',
    submenu: [
      system('about'),
      separator,
      ...settings,
      ...(settings.length > 0 ? [separator] : []),
      { role: 'services' },
      separator,
      system('hide'),
      system('hideOthers'),
      system('unhide'),
      separator,
      system('quit'),
    ],
  };
  const bar: Record<MenuPlace, MenuItemConstructorOptions[]> = {
    file: menu('file', 'File', [
      ...commands('file'),
      separator,
      system('close'),
      ...(mac ? [] : [separator, system('quit')]),
    ]),
    go: menu('go', 'Go', commands('go')),
    sync: menu('sync', 'Sync', commands('sync')),
    view: menu('view', 'View', [
      ...commands('view'),
      separator,
      system('resetZoom'),
      system('zoomIn'),
      system('zoomOut'),
      separator,
      system('togglefullscreen'),
      ...developer,
    ]),
    help: menu('help', 'Help', commands('help')),
  };
  const edit = menu('edit', 'Edit', [
    system('undo'),
    system('redo'),
    separator,
    system('cut'),
    system('copy'),
    system('paste'),
    system('selectAll'),
  ]);
  const window = menu('window', 'Window', [system('minimize'), { role: 'zoom' }, { role: 'front' }]);
  const places = MENU_PLACES.filter((place) => place !== 'file' && place !== 'help');
  return [
    ...(mac ? [appMenu] : []),
    ...bar.file,
    ...edit,
    ...places.flatMap((place) => bar[place]),
    ...(mac ? window : []),
    ...bar.help,
  ];
}

/** Without lines that divide nothing: where there are no commands yet, some would. */
function tidied(items: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] {
  const isLine = (item: MenuItemConstructorOptions | undefined): boolean =>
    !item || item.type === 'separator';
  return items.filter((item, at) => !isLine(item) || !isLine(items[at - 1]));
}

/** With a line between commands of different beginnings (`go:`, `new:`, …). */
function grouped(items: readonly [CommandId, MenuItemConstructorOptions][]): MenuItemConstructorOptions[] {
  const areaOf = (id: CommandId): string => id.split(':', 1)[0] ?? '';
  return items.flatMap(([id, item], at) => {
    const before = items[at - 1];
    return before && areaOf(before[0]) !== areaOf(id) ? [separator, item] : [item];
  });
}

/** A shortcut as Electron writes it. */
export function acceleratorOf(shortcut: Shortcut): string {
  const names: Readonly<Record<string, string>> = { mod: 'CmdOrCtrl', shift: 'Shift', alt: 'Alt' };
  return shortcut.map((key) => names[key] ?? key).join('+');
}

/** Words as they are: `&` marks a key of the menu on Windows and Linux. */
export function escaped(label: string, platform: string): string {
  return platform === 'darwin' ? label : label.replaceAll('&', '&&');
}
