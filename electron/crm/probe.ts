import { AppError, errorInfoOf, type ErrorInfo } from '../../shared/errors.ts';
import type { AccountCandidate } from './address.ts';
import { answerOf } from './errors.ts';
import type { CrmTransport, Headers } from './transport.ts';

/** Where an account was found. */
export type ProbedAccount = AccountCandidate;

/** What is told when no candidate is the account: the first of these that any of them gave, the most telling first. */
const PRECEDENCE = [
  'rate-limited',
  'server',
  'timeout',
  'network',
  'not-found',
  'not-the-crm',
  'unexpected-shape',
  'too-large',
] as const;

/**
 * Looks for the account with one call at each candidate in turn, `GET selector/owners` (quirks §1), until one answers as the CRM does. A user who may not
 * list the owners (403) is signed in all the same. A key that is refused ends the search at once: the account is there.
 * @param makeTransport makes the way to a candidate's origin, with the key; it is closed again
 * @throws AppError auth, cancelled, or the most telling of what the candidates gave: rate-limited, server, timeout, network, not-found, not-the-crm, …
 */
export async function probeAccount(
  candidates: readonly AccountCandidate[],
  makeTransport: (candidate: AccountCandidate) => CrmTransport & { close(): Promise<void> },
  signal?: AbortSignal,
): Promise<ProbedAccount> {
  const failures: ErrorInfo[] = [];
  for (const [index, candidate] of candidates.entries()) {
    const transport = makeTransport(candidate);
    try {
      await proveAccount(transport, candidate.basePath, index === 0, signal);
      return candidate;
    } catch (caught) {
      const info = errorInfoOf(caught);
      if (info.code === 'forbidden') return candidate;
      if (info.code === 'auth' || info.code === 'cancelled' || info.code === 'internal') throw caught;
      failures.push(info);
    } finally {
      await transport.close();
    }
  }
  throw new AppError(mostTelling(failures));
}

/** @param typed whether it is the very place that was typed, or the likeliest one */
async function proveAccount(
  transport: CrmTransport,
  basePath: string,
  typed: boolean,
  signal: AbortSignal | undefined,
): Promise<void> {
  const response = await transport.send({
    method: 'GET',
    path: `${basePath}/selector/owners`,
    body: null,
    effect: 'read',
    lane: 'look',
    signal,
  });
  // Where no account is, the vendor's old host answers 429 to everybody (quirks §1): at a place we only guessed, that alone is no sign of one.
  if (response.status === 429 && !typed && !hasRate(response.headers))
    throw new AppError({ code: 'not-found' });
  const answer = answerOf(response, { effect: 'read', now: Date.now() });
  const isOurs = typeof answer === 'object' && answer !== null && Object.values(answer).some(Array.isArray);
  if (!isOurs) throw new AppError({ code: 'not-the-crm', reason: 'json' });
}

function hasRate(headers: Headers): boolean {
  return Object.keys(headers).some((name) => name.startsWith('x-ratelimit-'));
}

function mostTelling(failures: readonly ErrorInfo[]): ErrorInfo {
  // A name that does not exist says no more than "not found" where other hosts did answer; where none did, it is the network that is missing.
  const answered = failures.some(({ code }) => code !== 'network');
  const telling = answered
    ? failures.filter((info) => !(info.code === 'network' && info.reason === 'ENOTFOUND'))
    : failures;
  for (const code of PRECEDENCE) {
    const found = telling.find((info) => info.code === code);
    if (found) return found;
  }
  return failures[0] ?? { code: 'not-found' };
}
