import { describe, expect, it } from 'vitest';
import {
  APP_ORIGIN,
  externalAddress,
  isOwnAddress,
  mayLoad,
} from '../../../electron/shell/policy/addresses.ts';

const DEV = 'http://127.0.0.1:5173';

describe('isOwnAddress', () => {
  it.each([
    ['app://satchel/', APP_ORIGIN],
    ['app://satchel/contacts/12?x=1#y', APP_ORIGIN],
    ['http://127.0.0.1:5173/contacts', DEV],
  ])('%s is ours under %s', (address, origin) => {
    expect(isOwnAddress(address, origin)).toBe(true);
  });

  it.each([
    '',
    'about:blank',
    'app:satchel',
    'app://satchel.evil.example/',
    'app://evil.example/satchel',
    'app://satchel@evil.example/',
    'app://user@satchel/',
    'app://satchel:8080/',
    'file:///etc/passwd',
    'https://satchel/',
    'http://127.0.0.1:5173/',
    'javascript:alert(1)',
    'data:text/html,<p>',
  ])('%j is not', (address) => {
    expect(isOwnAddress(address, APP_ORIGIN)).toBe(false);
  });
});

describe('mayLoad', () => {
  it.each([
    ['app://satchel/assets/a.js', APP_ORIGIN],
    ['blob:app://satchel/1234', APP_ORIGIN],
    ['devtools://devtools/bundled/x.js', APP_ORIGIN],
    ['http://127.0.0.1:5173/@vite/client', DEV],
    ['ws://127.0.0.1:5173/?token=x', DEV],
  ])('%s is loaded under %s', (address, origin) => {
    expect(mayLoad(address, origin)).toBe(true);
  });

  it.each([
    'https://evil.example/x.js',
    'http://127.0.0.1:5173/x.js',
    'ws://evil.example/',
    'blob:https://evil.example/1',
    'file:///etc/passwd',
    'data:text/javascript,1',
    'nonsense',
  ])('%s is not', (address) => {
    expect(mayLoad(address, APP_ORIGIN)).toBe(false);
  });
});

describe('externalAddress', () => {
  it.each([
    ['https://widgetz.example/a b', 'https://widgetz.example/a%20b'],
    ['HTTPS://WIDGETZ.EXAMPLE', 'https://widgetz.example/'],
    ['mailto:jane@widgetz.example', 'mailto:jane@widgetz.example'],
    ['tel:+33612449011', 'tel:+33612449011'],
    ['tel:(555) 123-4567;ext=12', 'tel:(555) 123-4567;ext=12'],
  ])('hands on %s', (address, expected) => {
    expect(externalAddress(address)).toBe(expected);
  });

  it.each([
    'http://widgetz.example/',
    'https://user:pass@widgetz.example/',
    'file:///C:/Windows/System32/calc.exe',
    'javascript:alert(1)',
    ' javascript:alert(1)',
    'data:text/html,<script>',
    'vbscript:x',
    'smb://evil.example/share',
    'ms-msdt:/id',
    'satchel://contact/1',
    'app://satchel/',
    'tel:"& calc &"',
    'not a url',
    '',
    `https://widgetz.example/${'a'.repeat(2000)}`,
  ])('keeps back %j', (address) => {
    expect(externalAddress(address)).toBeNull();
  });
});
