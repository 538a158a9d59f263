import { beforeEach, describe, expect, it, vi } from 'vitest';
import { memoryLog } from '../../../electron/log/memory-log.ts';
import { guardContents } from '../../../electron/shell/guards.ts';
import { APP_ORIGIN } from '../../../electron/shell/policy/addresses.ts';
import { isPrevented, type GuardedElectron } from './guarded-electron.ts';

const electron = vi.hoisted(() => ({ current: null as GuardedElectron | null }));
vi.mock('electron', async () => {
  const { GuardedElectron } = await import('./guarded-electron.ts');
  electron.current = new GuardedElectron();
  return electron.current;
});

let fake: GuardedElectron;
let page: ReturnType<GuardedElectron['page']>;

const guard = ({ packaged = true, platform = 'linux' as NodeJS.Platform }): void =>
  guardContents({ rendererOrigin: APP_ORIGIN, packaged, platform, log: memoryLog() });

beforeEach(() => {
  if (!electron.current) throw new Error('the guards do not use Electron');
  fake = electron.current;
  fake.reset();
  guard({ packaged: true });
  page = fake.page();
});

const navigates = (event: string, url: string, isMainFrame = true): boolean =>
  !isPrevented(page, event, { url, isMainFrame });

describe('guards', () => {
  it('let the page move inside the app alone', () => {
    expect(navigates('will-navigate', 'app://satchel/deals')).toBe(true);
    expect(navigates('will-navigate', 'http://evil.example/')).toBe(false);
    expect(navigates('will-redirect', 'https://evil.example/')).toBe(false);
    expect(navigates('will-frame-navigate', 'https://evil.example/', false)).toBe(false);
    expect(navigates('will-frame-navigate', 'app://satchel/', false)).toBe(false);
    expect(fake.opened).toEqual([]);
  });

  it('hand a link that leads out to the system, once, if it may', () => {
    navigates('will-navigate', 'mailto:jane@widgetz.example');
    navigates('will-frame-navigate', 'mailto:jane@widgetz.example');
    navigates('will-navigate', 'file:///etc/passwd');
    expect(fake.opened).toEqual(['mailto:jane@widgetz.example']);
  });

  it('open no window', () => {
    for (const url of ['https://widgetz.example/', 'app://satchel/', 'javascript:alert(1)', 'about:blank'])
      expect(page.open(url)).toEqual({ action: 'deny' });
    expect(fake.opened).toEqual(['https://widgetz.example/']);
  });

  it('attach no webview', () => {
    expect(isPrevented(page, 'will-attach-webview', {}, {}, {})).toBe(true);
  });

  it('close developer tools in a package, however they were opened', () => {
    page.emit('devtools-opened');
    expect(page.devToolsClosed).toBe(1);
    fake.reset();
    guard({ packaged: false });
    const developed = fake.page();
    developed.emit('devtools-opened');
    expect(developed.devToolsClosed).toBe(0);
  });

  it('tell nobody over WebRTC where this machine is', () => {
    expect(page.webRtc).toBe('disable_non_proxied_udp');
  });

  it('choose no certificate of the user’s', () => {
    const chosen: unknown[][] = [];
    const asked = isPrevented(
      fake.app,
      'select-client-certificate',
      {},
      null,
      'https://a.example',
      [{}],
      (...of: unknown[]) => chosen.push(of),
    );
    expect([asked, chosen]).toEqual([true, [[]]]);
  });

  it('load nothing from elsewhere', () => {
    const decided = vi.fn();
    for (const url of ['https://evil.example/x.js', 'file:///etc/passwd', 'app://satchel/assets/x.js'])
      fake.session.defaultSession.decide('before', { url }, decided);
    expect(decided.mock.calls).toEqual([[{ cancel: true }], [{ cancel: true }], [{ cancel: false }]]);
  });
});

describe.each([
  ['the app’s own session', () => fake.session.defaultSession],
  ['a session that something else made', () => fake.otherSession()],
])('guards of %s', (_, sessionOf) => {
  it('grant no permission but the listed, and no device', () => {
    const session = sessionOf();
    const granted = vi.fn();
    const ours = { requestingUrl: 'app://satchel/', isMainFrame: true };
    session.decide('request', null, 'notifications', granted, ours);
    session.decide('request', null, 'persistent-storage', granted, ours);
    expect(granted.mock.calls).toEqual([[false], [true]]);
    expect(session.decide('check', null, 'notifications', 'app://satchel', ours)).toBe(false);
    expect(session.decide('check', null, 'geolocation', 'https://evil.example', ours)).toBe(false);
    expect(session.decide('device', {})).toBe(false);
  });

  it('give our page the camera without the microphone, and the system has a word in it', async () => {
    const asks = (media: string[], permission = 'media') =>
      new Promise((resolve) => {
        const details = { requestingUrl: 'app://satchel/', isMainFrame: true, mediaTypes: media };
        sessionOf().decide('request', null, permission, resolve, details);
      });
    const checks = (mediaType?: string) =>
      sessionOf().decide('check', null, 'media', 'app://satchel', { isMainFrame: true, mediaType });
    expect([await asks(['video']), await asks(['video', 'audio']), await asks([])]).toEqual([
      true,
      false,
      false,
    ]);
    expect(await asks(['video'], 'display-capture')).toBe(false);
    expect([checks('video'), checks('audio'), checks('unknown'), checks()]).toEqual([
      true,
      false,
      false,
      false,
    ]);
    expect(fake.cameraAsked).toBe(0);
    fake.reset();
    guard({ platform: 'darwin' });
    expect([await asks(['video']), await asks(['audio']), fake.cameraAsked]).toEqual([true, false, 1]);
    fake.camera = false;
    expect(await asks(['video'])).toBe(false);
    fake.camera = new Error('no such thing');
    expect(await asks(['video'])).toBe(false);
  });

  it('choose no device, and show nobody the screen', () => {
    const session = sessionOf();
    const chosen: unknown[][] = [];
    const choose = (...of: unknown[]) => void chosen.push(of);
    expect(isPrevented(session, 'select-hid-device', {}, {}, choose)).toBe(true);
    expect(isPrevented(session, 'select-usb-device', {}, {}, choose)).toBe(true);
    expect(isPrevented(session, 'select-serial-port', {}, [{}], {}, choose)).toBe(true);
    expect(isPrevented(page, 'select-bluetooth-device', {}, [{}], choose)).toBe(true);
    expect(chosen).toEqual([[], [], [''], ['']]);
    const shown = vi.fn();
    session.decide('display', {}, shown);
    expect(shown.mock.calls).toEqual([[null]]);
  });

  it('save what our page has made, and nothing from elsewhere', () => {
    const session = sessionOf();
    const saves = (name: string, ...chain: string[]) =>
      !isPrevented(session, 'will-download', {}, { getURLChain: () => chain, getFilename: () => name });
    expect(saves('contacts.csv', 'blob:app://satchel/1')).toBe(true);
    expect(saves('setup.exe', 'blob:app://satchel/1')).toBe(false);
    expect(saves('contacts.csv', 'https://evil.example/contacts.csv')).toBe(false);
  });

  it('fetch no dictionaries', () => {
    const session = sessionOf();
    expect(session.isSpellChecked).toBe(false);
  });
});
