import type { WebSocket } from 'ws';
import { parseJson, stringifyJson } from '../../shared/json.ts';
import type { Port } from '../../shared/rpc/port.ts';

/** "Unsupported data" (RFC 6455 §7.4.1): what we say to a peer that does not speak JSON. */
const UNSUPPORTED_DATA = 1003;

/** A `Port` over a socket; messages are JSON that loses no number. A message that is no JSON ends the socket. */
export function socketPort(socket: WebSocket): Port {
  return {
    post(message) {
      if (socket.readyState === socket.OPEN) socket.send(stringifyJson(message));
    },
    listen(onMessage, onClose) {
      socket.on('message', (data, isBinary) => {
        const message = isBinary ? undefined : parse(data.toString());
        if (message === undefined) socket.close(UNSUPPORTED_DATA);
        else onMessage(message);
      });
      socket.once('close', onClose);
    },
  };
}

function parse(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return undefined; // The caller ends the socket; there is nothing to answer to.
  }
}
