import { describe, expect, it } from 'vitest';
import { createClient } from '../../shared/rpc/client.ts';
import { storeForSync, storeForUi } from '../../shared/rpc/contract.ts';
import { createDispatch } from '../../shared/rpc/dispatch.ts';
import { webPort } from '../../shared/rpc/message-port.ts';
import { portTransport, servePort } from '../../shared/rpc/port.ts';
import { cursorAt, listOf, testStore } from './harness.ts';

describe('the store over message ports', () => {
  it('answers both sides by the contract, and tells of its opening', async () => {
    const store = testStore();
    const failures: string[] = [];
    const note = (name: string): void => void failures.push(name);
    const uiChannel = new MessageChannel();
    const syncChannel = new MessageChannel();
    servePort(webPort(uiChannel.port1), createDispatch(storeForUi, store.ui, note), () => undefined);
    servePort(webPort(syncChannel.port1), createDispatch(storeForSync, store.sync, note), () => undefined);
    const ui = createClient(storeForUi, portTransport(webPort(uiChannel.port2)));
    const sync = createClient(storeForSync, portTransport(webPort(syncChannel.port2)));
    try {
      await expect(sync.call('store.state', {})).rejects.toMatchObject({
        info: { code: 'store-unavailable', reason: 'not-open' },
      });
      expect(await ui.call('store.open', { account: { id: 'demo' } })).toEqual(store.opened[0]);
      const record = { id: 1, display_name: 'Ann', mcr_id: 1450348061427834880n };
      expect(
        await sync.call('store.applyPage', { kind: 'contacts', records: [record], cursor: cursorAt(1) }),
      ).toEqual({ count: 1 });
      const { value } = await ui.call('watch.open', { type: 'record', kind: 'contacts', id: 1 });
      expect(value).toMatchObject({ type: 'record', record, title: 'Ann' });
      const found = await ui.call('watch.open', listOf('contacts', { text: 'an' }));
      expect(found.value).toMatchObject({ total: 1 });
      expect(failures).toEqual([]);
    } finally {
      for (const channel of [uiChannel, syncChannel]) channel.port1.close();
    }
  });
});
