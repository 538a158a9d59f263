import { createClient } from '../../../shared/rpc/client.ts';
import {
  mainForUi,
  storeForUi,
  type MainForUiClient,
  type StoreForUiClient,
} from '../../../shared/rpc/contract.ts';
import type { Transports } from './transport.ts';
import { createWatches, type Watches } from './watches.ts';

/** All that the screens can reach outside the page. */
export interface Services {
  readonly main: MainForUiClient;
  readonly store: StoreForUiClient;
  /** Live questions to `store`. */
  readonly watches: Watches;
  /** Told when the main process went (false) or came back (true). */
  onConnected(listener: (connected: boolean) => void): () => void;
}

export function createServices({ main, store }: Transports): Services {
  const storeClient = createClient(storeForUi, store);
  return {
    main: createClient(mainForUi, main),
    store: storeClient,
    watches: createWatches(storeClient),
    onConnected: (listener) => main.onConnected(listener),
  };
}
