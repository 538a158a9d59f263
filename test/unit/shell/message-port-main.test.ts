import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import { messagePortMain } from '../../../electron/shell/message-port-main.ts';

class FakePort extends EventEmitter {
  readonly sent: unknown[] = [];
  started = false;
  postMessage(message: unknown) {
    this.sent.push(message);
  }
  start() {
    this.started = true;
  }
}

it('carries messages both ways and tells of the end', () => {
  const fake = new FakePort();
  const heard: unknown[] = [];
  const port = messagePortMain(fake);
  port.listen(
    (message) => heard.push(message),
    () => heard.push('closed'),
  );
  expect(fake.started).toBe(true);
  port.post({ big: 12345678901234567890n });
  fake.emit('message', { data: { type: 'call' }, ports: [] });
  fake.emit('close');
  expect(fake.sent).toEqual([{ big: 12345678901234567890n }]);
  expect(heard).toEqual([{ type: 'call' }, 'closed']);
});
