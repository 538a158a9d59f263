import { z } from 'zod';

/**
 * The first message a page sends to the store worker: how the worker reaches the sync engine. In Electron a message port comes with
 * it (`event.ports[0]`), whose other end the main process holds; in the browser host the worker opens a socket itself, so that no
 * record ever passes through the UI thread. Every later message on the worker is rpc of `storeForUi`.
 */
export const workerBootSchema = z.discriminatedUnion('sync', [
  z.object({ type: z.literal('boot'), sync: z.literal('port') }),
  z.object({
    type: z.literal('boot'),
    sync: z.literal('socket'),
    url: z.string(),
    /** The session's secret, shown as the socket's second subprotocol (the first is `satchel`). */
    token: z.string(),
  }),
]);
export type WorkerBoot = z.infer<typeof workerBootSchema>;
