import type { Kind } from '../../shared/entities/kind.ts';
import { jobStatusSchema, type JobStatus } from '../../shared/entities/job-status.ts';
import { AppError } from '../../shared/errors.ts';
import { objectReader, type Drift } from './answers.ts';
import { createCaller, type Caller, type CallOptions } from './call.ts';
import { appointmentOperations, type AppointmentOperations } from './operations/appointments.ts';
import { documentOperations, type DocumentOperations } from './operations/documents.ts';
import { fileOperations, type FileOperations } from './operations/files.ts';
import { findingOperations, type FindingOperations } from './operations/finding.ts';
import { leadOperations, type LeadOperations } from './operations/leads.ts';
import { noteOperations, type NoteOperations } from './operations/notes.ts';
import { personOperations, type PersonOperations } from './operations/people.ts';
import { phoneCallOperations, type PhoneCallOperations } from './operations/phone-calls.ts';
import { productOperations, type ProductOperations } from './operations/products.ts';
import { relatedOperations, type RelatedOperations } from './operations/related.ts';
import { recordKind, type RecordKindOperations } from './operations/record-kind.ts';
import { salesAccountOperations, type SalesAccountOperations } from './operations/sales-accounts.ts';
import { salesActivityOperations, type SalesActivityOperations } from './operations/sales-activities.ts';
import { selectorOperations, type SelectorOperations } from './operations/selectors.ts';
import { taskOperations, type TaskOperations } from './operations/tasks.ts';
import type { CrmTransport } from './transport.ts';

export interface CrmClientOptions {
  readonly transport: CrmTransport;
  /** `/api` or `/crm/sales/api` (quirks §1). */
  readonly basePath: string;
  /** Epoch milliseconds; for the wait after a 429. */
  readonly now?: () => number;
  /** Told of rows that do not fit the documented shape, whatever the operation gives back. */
  readonly onDrift?: (drift: readonly Drift[]) => void;
}

/**
 * Freshsales, one function an operation. Records are given as the server sent them, less the keys that carry tokens. Every function rejects with
 * `AppError`: validation, auth, forbidden, not-found, rate-limited, server, network, timeout, not-the-crm, too-large, unexpected-shape, cancelled; a write
 * that got no clear answer with `unsure`, and with no other code unless the server did not act.
 */
export interface CrmClient {
  readonly leads: LeadOperations;
  readonly contacts: RecordKindOperations & PersonOperations;
  readonly salesAccounts: SalesAccountOperations;
  readonly deals: RecordKindOperations;
  /** The same four by kind, with what all of them can do. */
  readonly entities: Readonly<Record<Kind, RecordKindOperations>>;
  readonly notes: NoteOperations;
  readonly tasks: TaskOperations;
  readonly appointments: AppointmentOperations;
  readonly salesActivities: SalesActivityOperations;
  readonly phoneCalls: PhoneCallOperations;
  readonly products: ProductOperations;
  readonly documents: DocumentOperations;
  readonly files: FileOperations;
  readonly jobStatuses: { get(id: string, options?: CallOptions): Promise<JobStatus> };
  readonly selectors: SelectorOperations;
  readonly finding: FindingOperations;
  readonly links: LinkOperations;
  readonly related: RelatedOperations;
}

export interface LinkOperations {
  /**
   * Reads what a record's `links` point to. The path is used as it stands, from the origin's root: some answer only without `/api` (quirks §1).
   * @returns the answer's JSON
   * @throws AppError internal when it is not a path
   */
  get(path: string, options?: CallOptions): Promise<unknown>;
}

export function createCrmClient({
  transport,
  basePath,
  now = Date.now,
  onDrift = () => {},
}: CrmClientOptions): CrmClient {
  const call = createCaller({ transport, basePath, now, onDrift });
  const leads = leadOperations(call);
  const contacts = { ...recordKind(call, 'contacts'), ...personOperations(call, 'contacts') };
  const salesAccounts = salesAccountOperations(call);
  const deals = recordKind(call, 'deals');
  const readJob = objectReader(jobStatusSchema);
  return {
    leads,
    contacts,
    salesAccounts,
    deals,
    entities: { leads, contacts, sales_accounts: salesAccounts, deals },
    notes: noteOperations(call),
    tasks: taskOperations(call),
    appointments: appointmentOperations(call),
    salesActivities: salesActivityOperations(call),
    phoneCalls: phoneCallOperations(call),
    products: productOperations(call),
    documents: documentOperations(call),
    files: fileOperations(call, transport, now),
    jobStatuses: {
      get: (id, options) =>
        call({ method: 'GET', path: `/job_statuses/${encodeURIComponent(id)}` }, options, readJob),
    },
    selectors: selectorOperations(call),
    finding: findingOperations(call),
    links: linkOperations(call),
    related: relatedOperations(call, basePath),
  };
}

function linkOperations(call: Caller): LinkOperations {
  return {
    async get(path, options) {
      // A path of its own kind could lead to another host: `//elsewhere`, or with the backslash that URL reads as a slash.
      if (!/^\/(?![/\\])/.test(path)) throw new AppError({ code: 'internal', reason: 'not a path' });
      return call({ method: 'GET', path, fromRoot: true }, options, (answer) => answer);
    },
  };
}
