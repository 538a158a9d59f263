import { EventEmitter } from 'node:events';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { memoryLog } from '../../../electron/log/memory-log.ts';
import { guardContents } from '../../../electron/shell/guards.ts';
import { APP_ORIGIN } from '../../../electron/shell/policy/addresses.ts';

type Handler = (...values: never[]) => unknown;
const fake = vi.hoisted(() => {
  const opened: string[] = [];
  const session: Record<string, Handler> = {};
  const app: { current: EventEmitter | null } = { current: null };
  return { opened, session, app };
});
vi.mock('electron', () => {
  const keep = (name: string) => (handler: Handler) => (fake.session[name] = handler);
  return {
    app: { on: (name: string, listener: () => void) => fake.app.current?.on(name, listener) },
    shell: {
      openExternal: (url: string) => {
        fake.opened.push(url);
        return Promise.resolve();
      },
    },
    session: {
      defaultSession: {
        setPermissionRequestHandler: keep('request'),
        setPermissionCheckHandler: keep('check'),
        setDevicePermissionHandler: keep('device'),
        webRequest: { onBeforeRequest: keep('before') },
      },
    },
  };
});

let contents: EventEmitter & { setWindowOpenHandler(handler: (details: { url: string }) => unknown): void };
let openWindow: (details: { url: string }) => unknown;

beforeEach(() => {
  fake.app.current = new EventEmitter();
  fake.opened.length = 0;
  guardContents(APP_ORIGIN, memoryLog());
  contents = Object.assign(new EventEmitter(), {
    setWindowOpenHandler: (handler: (details: { url: string }) => unknown) => void (openWindow = handler),
  });
  fake.app.current.emit('web-contents-created', {}, contents);
});

function navigate(event: string, url: string, isMainFrame = true): boolean {
  const preventDefault = vi.fn();
  contents.emit(event, { url, isMainFrame, preventDefault });
  return preventDefault.mock.calls.length === 0;
}

describe('guards', () => {
  it('let the page move inside the app alone', () => {
    expect(navigate('will-navigate', 'app://satchel/deals')).toBe(true);
    expect(navigate('will-navigate', 'http://evil.example/')).toBe(false);
    expect(navigate('will-redirect', 'https://evil.example/')).toBe(false);
    expect(navigate('will-frame-navigate', 'https://evil.example/', false)).toBe(false);
    expect(navigate('will-frame-navigate', 'app://satchel/', false)).toBe(false);
    expect(fake.opened).toEqual([]);
  });

  it('hand a link that leads out to the system, once, if it may', () => {
    navigate('will-navigate', 'mailto:jane@widgetz.example');
    navigate('will-frame-navigate', 'mailto:jane@widgetz.example');
    navigate('will-navigate', 'file:///etc/passwd');
    expect(fake.opened).toEqual(['mailto:jane@widgetz.example']);
  });

  it('open no window', () => {
    expect(openWindow({ url: 'https://widgetz.example/' })).toEqual({ action: 'deny' });
    expect(openWindow({ url: 'app://satchel/' })).toEqual({ action: 'deny' });
    expect(openWindow({ url: 'javascript:alert(1)' })).toEqual({ action: 'deny' });
    expect(fake.opened).toEqual(['https://widgetz.example/']);
  });

  it('attach no webview', () => {
    const preventDefault = vi.fn();
    contents.emit('will-attach-webview', { preventDefault }, {}, {});
    expect(preventDefault).toHaveBeenCalledOnce();
  });

  it('grant no device, no permission but the listed, and load nothing from elsewhere', () => {
    const call = (name: string, ...values: unknown[]) => fake.session[name]?.(...(values as never[]));
    const granted = vi.fn();
    call('request', null, 'media', granted, { requestingUrl: 'app://satchel/', isMainFrame: true });
    call('request', null, 'persistent-storage', granted, {
      requestingUrl: 'app://satchel/',
      isMainFrame: true,
    });
    expect(granted.mock.calls).toEqual([[false], [true]]);
    expect(call('check', null, 'notifications', 'app://satchel', { isMainFrame: true })).toBe(false);
    expect(call('check', null, 'geolocation', 'https://evil.example', { isMainFrame: true })).toBe(false);
    expect(call('device', {})).toBe(false);
    const decided = vi.fn();
    call('before', { url: 'https://evil.example/x.js' }, decided);
    call('before', { url: 'app://satchel/assets/x.js' }, decided);
    expect(decided.mock.calls).toEqual([[{ cancel: true }], [{ cancel: false }]]);
  });
});
