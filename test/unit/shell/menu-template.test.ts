import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, it } from 'vitest';
import { acceleratorOf, escaped, menuTemplate } from '../../../electron/shell/menu-template.ts';
import { COMMAND_IDS, commandSpec } from '../../../shared/commands.ts';
import type { DesktopView } from '../../../shared/desktop.ts';
import { germanView, press } from '../../fakes/desktop-view.ts';

function bar(platform: string, packaged = true, view: DesktopView | null = germanView()) {
  const chosen: string[] = [];
  const template = menuTemplate({ platform, packaged, view, choose: (id) => chosen.push(id) });
  const items = template.flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []));
  return { template, items, chosen };
}
const roles = (items: readonly MenuItemConstructorOptions[]) => items.flatMap(({ role }) => role ?? []);

describe.each(['darwin', 'win32', 'linux'])('the menu bar on %s', (platform) => {
  it('has every command once, with its shortcut, and the page hears which was chosen', () => {
    const { items, chosen } = bar(platform);
    const commands = items.filter(({ id }) => id !== undefined);
    expect(commands.map(({ id }) => id).toSorted()).toEqual(COMMAND_IDS.toSorted());
    for (const command of commands) {
      const { id, label, accelerator } = command;
      const { shortcut } = commandSpec(COMMAND_IDS.find((known) => known === id)!);
      expect(label).toBe(`„${id}“`);
      expect(accelerator).toBe(shortcut && acceleratorOf(shortcut));
      press(command);
    }
    expect(chosen).toEqual(commands.map(({ id }) => id));
  });

  it('gives no shortcut to two entries', () => {
    const used = bar(platform).items.flatMap(({ accelerator }) => accelerator ?? []);
    expect(new Set(used).size).toBe(used.length);
  });

  it('speaks the language of the page, also for what the system does', () => {
    const { template, items } = bar(platform);
    expect(template.map(({ label }) => label)).toContain('Bearbeiten');
    expect(items.find(({ role }) => role === 'undo')?.label).toBe('„undo“');
    expect(items.find(({ role }) => role === 'quit')?.label).toBe('„quit“');
  });

  it('disables what is of no use now, and leaves out what the account does not have', () => {
    const commands = germanView()
      .commands.filter(({ id }) => !id.endsWith('leads'))
      .map((command) => ({ ...command, enabled: false }));
    const { items } = bar(platform, true, germanView(0, { commands }));
    const shown = items.filter(({ id }) => id !== undefined);
    expect(shown).toHaveLength(commands.length);
    expect(shown.every(({ enabled }) => enabled === false)).toBe(true);
  });

  it('can close, copy and quit before the page has said anything', () => {
    const { items } = bar(platform, true, null);
    expect(items.some(({ id }) => id !== undefined)).toBe(false);
    for (const role of ['close', 'copy', 'quit', 'zoomIn'] as const) expect(roles(items)).toContain(role);
  });

  it('has developer tools only outside of packages', () => {
    expect(roles(bar(platform, false).items)).toContain('toggleDevTools');
    expect(roles(bar(platform).items)).not.toContain('toggleDevTools');
    expect(roles(bar(platform).items)).not.toContain('reload');
  });

  it('begins and ends no menu with a line, and has no two lines together', () => {
    for (const { submenu } of [...bar(platform).template, ...bar(platform, false, null).template]) {
      const types = (submenu as MenuItemConstructorOptions[]).map(({ type }) => type ?? 'item');
      expect(types.at(-1)).not.toBe('separator');
      expect(types.join()).not.toMatch(/^separator|separator,separator/);
    }
  });
});

it('keeps the settings in the menu of the app on macOS, which has one of its windows too', () => {
  const { template } = bar('darwin');
  const [app] = template;
  expect((app?.submenu as MenuItemConstructorOptions[]).map(({ id }) => id)).toContain('go:settings');
  expect(template.map(({ label }) => label)).toContain('Fenster');
  expect(bar('win32').template.map(({ label }) => label)).not.toContain('Fenster');
});

it('takes words as they are', () => {
  expect(escaped('Notes & files', 'win32')).toBe('Notes && files');
  expect(escaped('Notes & files', 'darwin')).toBe('Notes & files');
});

it('shows a single key without claiming it: it is typed everywhere', () => {
  const help = bar('linux').items.find(({ id }) => id === 'help:shortcuts');
  expect(help).toMatchObject({ accelerator: '?', registerAccelerator: false });
  expect(bar('linux').items.find(({ id }) => id === 'find')).toMatchObject({
    accelerator: 'CmdOrCtrl+K',
    registerAccelerator: true,
  });
});
