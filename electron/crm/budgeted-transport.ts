import { AppError, errorInfoOf } from '../../shared/errors.ts';
import type { Budget, Ticket } from './budget.ts';
import type { CrmTransport, Effect, Lane } from './transport.ts';

/**
 * A transport that keeps to a budget. A call that is not allowed now rejects with `rate-limited` before anything leaves, a write too: the server did not act. Every answer
 * teaches the budget. The transport below may tell the budget of its calls as well (`onCall: budget.record`): then redirects count too, and none counts twice.
 * @param origin the account's own, whose limits these are
 */
export function budgeted(transport: CrmTransport, budget: Budget, origin: string): CrmTransport {
  /** @throws AppError rate-limited, cancelled */
  function begin(lane: Lane, signal: AbortSignal | undefined): Ticket {
    if (signal?.aborted) throw new AppError({ code: 'cancelled' });
    const ticket = budget.begin(lane);
    if (ticket !== null) return ticket;
    const waitMs = Math.max(0, budget.allowedAt(lane) - budget.now());
    throw new AppError({ code: 'rate-limited', waitMs });
  }

  async function counted<T>(ticket: Ticket, effect: Effect, call: () => Promise<T>): Promise<T> {
    try {
      const answer = await call();
      budget.end(ticket, true);
      return answer;
    } catch (caught) {
      budget.end(ticket, mayHaveLeft(caught, effect));
      throw caught;
    }
  }

  return {
    async send(request) {
      const ticket = begin(request.lane, request.signal);
      const response = await counted(ticket, request.effect, () => transport.send(request));
      budget.observe(response.status, response.headers, ticket.at);
      return response;
    },
    // A file lies elsewhere as a rule: there no call of the account's is used up (decision 0026), and what is told of limits is not about it.
    async download(request) {
      if (!isAt(origin, request.url)) return transport.download(request);
      const ticket = begin(request.lane, request.signal);
      return counted(ticket, 'read', () => transport.download(request));
    },
  };
}

function isAt(origin: string, url: string): boolean {
  return URL.canParse(url) && new URL(url).origin === new URL(origin).origin;
}

/** What the system says where there is no way to the server. */
const NO_WAY =
  /^(ENOTFOUND|EAI_|ECONNREFUSED|ENETUNREACH|EHOSTUNREACH|ENETDOWN|EADDRNOTAVAIL|CONNECT_TIMEOUT|UND_ERR_CONNECT)/;

/** Whether a call that failed may have reached the server, and counts there. Without a network the share must not be used up by trying. */
function mayHaveLeft(caught: unknown, effect: Effect): boolean {
  const info = errorInfoOf(caught);
  if (effect === 'write') return info.code === 'unsure';
  if (info.code === 'auth' || info.code === 'internal') return false;
  return info.code !== 'network' || !NO_WAY.test(info.reason);
}
