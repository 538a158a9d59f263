import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, describe, expect, it } from 'vitest';
import { beginDesktop, type DesktopPage } from '../../../renderer/ui/desktop/begin.svelte.ts';
import { COMMAND_IDS } from '../../../shared/commands.ts';
import { desktopViewSchema, type DesktopView } from '../../../shared/desktop.ts';
import { USUAL_PREFERENCES } from '../../../shared/preferences.ts';
import { ACCOUNT } from '../fakes/main.ts';
import { NOW, openApp, type OpenApp, type OpenOptions } from '../fakes/open-app.ts';

let stop: () => void = () => undefined;
afterEach(() => stop());

/** A browser that tells of a laptop at its battery. */
function machine(satchel?: object) {
  const listeners = new Map<string, () => void>();
  const navigator = { onLine: true, getBattery: () => Promise.resolve(battery) };
  const battery = Object.assign(new EventTarget(), { charging: false, level: 0.15 });
  const page: DesktopPage = {
    navigator,
    addEventListener: (type, listener) => listeners.set(type, listener),
    ...(satchel ? { satchel } : {}),
  };
  return { page, navigator, battery, listeners };
}

function open(options: OpenOptions = {}): OpenApp & { views(): DesktopView[] } {
  const opened = openApp(options);
  stop = beginDesktop(opened.app, machine({}).page);
  return {
    ...opened,
    views: () => told(opened, 'desktop.show').map((view) => desktopViewSchema.parse(view)),
  };
}

function told({ main }: OpenApp, name: string): unknown[] {
  return main.calls.filter((call) => call.name === name).map(({ input }) => input);
}

describe('the page beside a desktop', () => {
  it('tells what the menus hold, first disabled, then what the account has', async () => {
    const { views, app } = open({ absent: ['leads'], signedIn: true });
    await waitFor(() =>
      expect(
        views()
          .at(-1)
          ?.commands.some(({ enabled }) => enabled),
      ).toBe(true),
    );
    expect(views()[0]?.commands.map(({ id }) => id)).toEqual(COMMAND_IDS);
    expect(views()[0]?.commands.some(({ enabled }) => enabled)).toBe(false);
    expect(views()[0]?.status).toBe('Satchel is not open yet');
    await waitFor(() =>
      expect(
        views()
          .at(-1)
          ?.commands.map(({ id }) => id),
      ).toEqual(COMMAND_IDS.filter((id) => !id.endsWith(':leads'))),
    );
    expect(views().at(-1)).toMatchObject({
      locale: app.formats.locale,
      status: 'Up to date',
      pending: 0,
      badge: 'Nothing waits to be sent',
      reminders: { appointment: 'Begins at {time}' },
    });
    expect(
      views()
        .at(-1)
        ?.commands.find(({ id }) => id === 'go:deals')?.label,
    ).toBe('Deals');
  });

  it('does what is chosen in the menu bar, and nothing while nobody is signed in', async () => {
    const { main, app } = open();
    await screen.findByRole('grid');
    main.command('go:settings');
    await screen.findByRole('heading', { name: 'Settings' });
    main.command('find');
    expect(await screen.findByRole('dialog', { name: 'Find anything' })).toBeTruthy();
    await fireEvent.keyDown(screen.getByRole('combobox'), { key: 'Escape' });
    main.account({ status: 'signed-out' });
    await screen.findByRole('button', { name: 'Try with sample data' });
    main.command('go:deals');
    expect(app.router.route).toEqual({ name: 'settings' });
  });

  it('opens the record of a link, also of one that came before there was an account', async () => {
    const opened = openApp({ signedIn: false });
    opened.main.link({ is: 'record', ref: { kind: 'deals', id: 40001 }, origin: null });
    stop = beginDesktop(opened.app, machine({}).page);
    await screen.findByRole('button', { name: 'Try with sample data' });
    expect(told(opened, 'link.take')).toEqual([]);
    opened.main.account({ status: 'signed-in', account: ACCOUNT, key: 'keychain' });
    await waitFor(() =>
      expect(opened.app.router.route).toMatchObject({ name: 'list', kind: 'deals', id: 40001 }),
    );
    opened.main.link({ is: 'record', ref: { kind: 'tasks', id: 7 }, origin: ACCOUNT.origin });
    await waitFor(() => expect(opened.app.router.route).toMatchObject({ name: 'tasks', id: 7 }));
  });

  it('says where a link leads nowhere, or to another account, and stays where it is', async () => {
    const { main, app } = open();
    await screen.findByRole('grid');
    const before = app.router.route;
    main.link({ is: 'refused', reason: 'unknown-record' });
    await screen.findByText('This link leads to nothing that Satchel knows.');
    main.link({
      is: 'record',
      ref: { kind: 'deals', id: 40001 },
      origin: 'https://other.myfreshworks.com',
    });
    await screen.findByText('This link leads to another account: other.myfreshworks.com.');
    expect(app.router.route).toEqual(before);
  });
});

describe('the page in a browser', () => {
  it('tells of the machine alone, with each change once', async () => {
    const opened = openApp();
    const { page, battery, listeners, navigator } = machine();
    stop = beginDesktop(opened.app, page);
    const low = { online: true, saveData: null, cellular: null, battery: { charging: false, level: 0.15 } };
    await waitFor(() => expect(told(opened, 'app.surroundings')).toEqual([{ ...low, battery: null }, low]));
    navigator.onLine = false;
    listeners.get('offline')?.();
    battery.charging = true;
    battery.dispatchEvent(new Event('chargingchange'));
    battery.dispatchEvent(new Event('levelchange'));
    await waitFor(() =>
      expect(told(opened, 'app.surroundings').slice(2)).toEqual([
        { ...low, online: false },
        { ...low, online: false, battery: { charging: true, level: 0.15 } },
      ]),
    );
    expect(told(opened, 'desktop.show')).toEqual([]);
  });
});

describe('a reminder in a browser', () => {
  const task = { ref: { kind: 'tasks', id: 7 }, title: 'Call Ada', at: NOW, end: null } as const;

  it('is said in the page, and opens what it is about', async () => {
    const { main, app } = openApp();
    stop = beginDesktop(app, machine().page);
    await screen.findByRole('grid');
    main.remind([task]);
    await screen.findByText('Call Ada · Due at 09:12');
    await fireEvent.click(screen.getByRole('button', { name: 'Open' }));
    await waitFor(() => expect(app.router.route).toMatchObject({ name: 'tasks', id: 7 }));
  });

  it('is one for many', async () => {
    const { main, app } = openApp();
    stop = beginDesktop(app, machine().page);
    await screen.findByRole('grid');
    main.remind([task, task, task, task]);
    await screen.findByText('4 tasks and appointments are due');
  });
});

describe('the choices for this computer', () => {
  it('are those that the host can follow', async () => {
    const { main } = openApp({ hash: '#/settings' });
    const section = await screen.findByRole('region', { name: 'This computer' });
    await within(section).findByRole('checkbox', { name: 'Remind me of tasks and appointments' });
    expect(within(section).queryByRole('checkbox', { name: /Keep running/ })).toBeNull();
    await fireEvent.click(within(section).getByRole('radio', { name: 'Always' }));
    expect(main.calls.at(-1)).toEqual({
      name: 'preferences.set',
      input: { ...USUAL_PREFERENCES, saving: 'always' },
    });
  });
});
