import type { MenuItemConstructorOptions, MessageBoxOptions } from 'electron';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { memoryLog } from '../../../electron/log/memory-log.ts';
import { createDesktop, listenForLinks } from '../../../electron/shell/desktop.ts';
import { USUAL_PREFERENCES } from '../../../shared/preferences.ts';
import { germanView, press } from '../../fakes/desktop-view.ts';
import { settle, virtualClock } from '../../fakes/virtual-clock.ts';

interface FakeNotification {
  readonly title: string;
  readonly body: string;
  readonly actions: readonly { readonly text: string }[];
  readonly listeners: Map<string, () => void>;
  isShown: boolean;
}
type Listener = (...values: unknown[]) => void;
const fake = vi.hoisted(() => ({
  app: new Map<string, Listener>(),
  power: new Map<string, Listener>(),
  steps: [] as unknown[],
  asked: [] as MessageBoxOptions[],
  answers: [] as number[],
  menus: [] as MenuItemConstructorOptions[][],
  notifications: [] as FakeNotification[],
  trays: [] as { tip: string; menu: MenuItemConstructorOptions[] | null; isGone: boolean }[],
}));
vi.mock('electron', () => {
  class Tray {
    readonly seen = { tip: '', menu: null as MenuItemConstructorOptions[] | null, isGone: false };
    constructor() {
      fake.trays.push(this.seen);
    }
    on = () => undefined;
    setImage = () => undefined;
    setToolTip = (tip: string) => void (this.seen.tip = tip);
    setContextMenu = (menu: MenuItemConstructorOptions[]) => void (this.seen.menu = menu);
    destroy = () => void (this.seen.isGone = true);
  }
  const image = {
    addRepresentation: () => undefined,
    setTemplateImage: () => undefined,
    toPNG: () => Buffer.alloc(0),
  };
  return {
    app: {
      isPackaged: true,
      on: (name: string, listener: Listener) => fake.app.set(name, listener),
      quit: () => fake.steps.push('quit'),
      setBadgeCount: (count: number) => fake.steps.push(`badge ${count}`),
      setAsDefaultProtocolClient: (scheme: string) => fake.steps.push(`scheme ${scheme}`),
      getPath: () => '/nowhere',
    },
    dialog: {
      showMessageBox: (...values: MessageBoxOptions[]) => {
        fake.asked.push(values.at(-1)!);
        return Promise.resolve({ response: fake.answers.shift() ?? 2 });
      },
    },
    powerMonitor: { on: (name: string, listener: Listener) => fake.power.set(name, listener) },
    nativeTheme: { shouldUseDarkColors: false, on: () => undefined },
    nativeImage: { createEmpty: () => image, createFromBitmap: () => image },
    Tray,
    Notification: class {
      readonly seen: FakeNotification;
      constructor(options: Pick<FakeNotification, 'title' | 'body' | 'actions'>) {
        this.seen = { ...options, listeners: new Map(), isShown: false };
        fake.notifications.push(this.seen);
      }
      on = (name: string, listener: () => void) => this.seen.listeners.set(name, listener);
      show = () => void (this.seen.isShown = true);
    },
    Menu: {
      buildFromTemplate: (template: MenuItemConstructorOptions[]) => template,
      setApplicationMenu: (template: MenuItemConstructorOptions[]) => fake.menus.push(template),
    },
  };
});

function open(packaged = false) {
  const heard: string[] = [];
  const links = listenForLinks(['satchel'], packaged, () => desktop.linkCame());
  const desktop = createDesktop(
    {
      packaged,
      clock: virtualClock(),
      log: memoryLog(),
      window: () => null,
      showWindow: () => heard.push('window'),
    },
    links,
  );
  desktop.port.listen({
    command: (id) => heard.push(id),
    link: () => heard.push('link'),
    snoozed: (reminders) => heard.push(`snoozed ${reminders.length}`),
  });
  return { desktop, port: desktop.port, heard };
}
const beforeQuit = () => {
  const event = { preventDefault: vi.fn() };
  fake.app.get('before-quit')?.(event);
  return event.preventDefault.mock.calls.length === 0;
};

beforeEach(() => {
  for (const list of [fake.steps, fake.asked, fake.answers, fake.menus, fake.trays, fake.notifications])
    list.length = 0;
});

describe('the desktop', () => {
  it('has a menu of the system before the page has said anything, and the commands of the page then', () => {
    const { port, heard } = open();
    expect(fake.menus).toHaveLength(1);
    port.show(germanView());
    const items = fake.menus[1]?.flatMap(({ submenu }) => submenu as MenuItemConstructorOptions[]);
    press(items?.find(({ id }) => id === 'go:deals'));
    expect(heard).toEqual(['window', 'go:deals']);
    // What waits is not in it: an open menu is not closed for it.
    port.show(germanView(3));
    expect(fake.menus).toHaveLength(2);
  });

  it('says in the tray what goes on, and opens, syncs and quits from there', () => {
    const { port, heard } = open();
    port.follow(USUAL_PREFERENCES);
    port.show(germanView());
    const [tray] = fake.trays;
    expect(tray?.tip).toBe('Satchel – Alles aktuell');
    for (const label of ['Öffnen', 'Jetzt abgleichen', 'Beenden'])
      press(tray?.menu?.find((item) => item.label === label));
    expect(heard).toEqual(['window', 'sync:now']);
    expect(fake.steps).toContain('quit');
    expect(fake.trays).toHaveLength(1);
  });

  it('hides its window while it shall go on, and has no place in the tray when it shall not', () => {
    const { desktop, port } = open();
    port.follow(USUAL_PREFERENCES);
    expect(desktop.closing()).toBe('hide');
    port.follow({ ...USUAL_PREFERENCES, keepRunning: false });
    expect(desktop.closing()).toBe('quit');
    expect(fake.trays[0]?.isGone).toBe(true);
    expect(beforeQuit()).toBe(true);
    expect(desktop.closing()).toBe('close');
  });

  it('shows how many changes wait', () => {
    const { port } = open();
    port.show(germanView(3));
    port.show(germanView(0));
    expect(fake.steps).toEqual(['badge 3', 'badge 0']);
  });

  it('asks before it ends while changes wait, and its window closes only when it may', async () => {
    const { desktop, port } = open();
    port.show(germanView(3));
    fake.answers.push(2, 1);
    expect(beforeQuit()).toBe(false);
    expect(desktop.closing()).toBe('hide');
    await settle();
    expect(fake.asked[0]).toMatchObject({
      message: '3 Änderungen warten',
      buttons: ['Jetzt senden', 'Trotzdem beenden', 'Abbrechen'],
      cancelId: 2,
    });
    expect(fake.steps).not.toContain('quit');
    expect(beforeQuit()).toBe(false);
    await settle();
    expect(fake.steps).toContain('quit');
    expect(beforeQuit()).toBe(true);
    expect(desktop.closing()).toBe('close');
  });

  it('sends what waits, and ends when nothing does any more', async () => {
    const { port, heard } = open();
    port.show(germanView(1));
    fake.answers.push(0);
    beforeQuit();
    await settle();
    expect(heard).toEqual(['sync:now']);
    port.show(germanView(0));
    await settle();
    expect(fake.steps).toContain('quit');
  });

  it('reminds by notifications, which open what they are about, and can be put off', () => {
    const { port, heard } = open();
    const reminder = { ref: { kind: 'tasks', id: 7 }, title: 'Call Ada', at: 0, end: null } as const;
    port.remind([reminder], false);
    // Without the words of a page nothing can be said.
    expect(fake.notifications).toEqual([]);
    port.show(germanView());
    port.remind([reminder, { ...reminder, ref: { kind: 'tasks', id: -3 } }], false);
    const [first, local] = fake.notifications;
    expect(first).toMatchObject({ title: 'Call Ada', isShown: true, actions: [{ text: 'In 10 Minuten' }] });
    expect(first?.body).toMatch(/^Fällig um \d/);
    first?.listeners.get('click')?.();
    expect(port.takeLink()).toMatchObject({ ref: { kind: 'tasks', id: 7 } });
    first?.listeners.get('action')?.();
    local?.listeners.get('click')?.();
    expect(heard).toEqual(['window', 'link', 'snoozed 1', 'window', 'go:today']);
  });

  it('does not keep a system that ends', () => {
    const { port } = open();
    port.show(germanView(2));
    fake.power.get('shutdown')?.();
    expect(beforeQuit()).toBe(true);
    expect(fake.asked).toEqual([]);
  });

  it('keeps a link until it is taken, and is what the system opens links with only as a package', () => {
    const { port, heard } = open();
    expect(fake.steps).toEqual([]);
    const event = { preventDefault: vi.fn() };
    fake.app.get('open-url')?.(event, 'satchel://deal/7');
    expect(event.preventDefault).toHaveBeenCalledOnce();
    expect(heard).toEqual(['link']);
    expect(port.takeLink()).toMatchObject({ ref: { kind: 'deals', id: 7 } });
    expect(port.takeLink()).toBeNull();
    open(true);
    expect(fake.steps).toEqual(['scheme satchel']);
  });
});
