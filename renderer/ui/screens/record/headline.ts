import type { FieldsAnswer } from '../../../../shared/entities/field-configuration.ts';
import type { Kind } from '../../../../shared/entities/kind.ts';
import { idOf, numberOf, textOf, type RawRecord } from '../../../../shared/entities/record.ts';
import type { ConfigurationValues, Stage } from '../../lib/configuration.ts';
import { stagesOf } from '../../lib/configuration.ts';
import { currencyOf, readField, type FieldValue, type ReadContext, type RecordLink } from './field-value.ts';

/** How a status or stage is meant: what colour alone must not say, the words beside it do. */
export type Tone = 'plain' | 'accent' | 'good' | 'bad';

/** What stands at the top of a record. */
export interface Headline {
  readonly status: { readonly text: string; readonly tone: Tone } | null;
  /** What the CRM gives a person; null where it gives none, or nothing. */
  readonly score: number | null;
  readonly job: string | null;
  /** The account it belongs to; of a lead the company, which is no record. */
  readonly account: RecordLink | null;
  readonly company: string | null;
  readonly place: string | null;
  /** As the record has it; `ianaZone` (lib/time-zones.ts) reads it. */
  readonly timeZone: string | null;
  readonly owner: string | null;
  readonly phone: string | null;
  readonly mail: string | null;
  readonly website: string | null;
  readonly amount: { readonly amount: string; readonly currency: string | null } | null;
  readonly probability: number | null;
  readonly expectedClose: string | null;
  /** Of a deal: the stages of its pipeline, and which of them it is in. */
  readonly stages: readonly Stage[];
  readonly stageId: number | null;
}

const STATUS_KEY: Readonly<Record<Kind, string | null>> = {
  leads: 'lead_stage_id',
  contacts: 'contact_status_id',
  sales_accounts: null,
  deals: 'deal_stage_id',
};

/** Gathers the head of a record from its fields. */
export function headlineOf(
  kind: Kind,
  record: RawRecord,
  fields: FieldsAnswer | null,
  values: ConfigurationValues,
  context: ReadContext,
): Headline {
  const read = (key: string): FieldValue =>
    readField(fields?.fields.find((field) => field.name === key) ?? { id: key, name: key }, record, context);
  const stages = kind === 'deals' ? stagesOf(values, idOf(record, 'deal_pipeline_id')) : [];
  const stageId = idOf(record, 'deal_stage_id');
  const amount = kind === 'deals' ? read('amount') : null;
  const accounts = read(
    kind === 'contacts'
      ? 'sales_accounts'
      : kind === 'deals'
        ? 'sales_account_id'
        : 'parent_sales_account_id',
  );
  const mail = read('emails');
  const statusKey = STATUS_KEY[kind];
  const status = statusKey === null ? null : words(read(statusKey));
  return {
    status:
      status === null ? null : { text: status, tone: toneOf(stages.find((stage) => stage.id === stageId)) },
    score: numberOf(record, 'lead_score') || null,
    job: textOf(record, 'job_title'),
    account: accounts.type === 'records' ? (accounts.records[0] ?? null) : null,
    company: kind === 'leads' ? words(read('company')) : null,
    place: [textOf(record, 'city'), textOf(record, 'country')].filter(Boolean).join(', ') || null,
    timeZone: textOf(record, 'time_zone'),
    owner: words(read('owner_id')),
    phone: textOf(record, 'mobile_number') ?? textOf(record, 'work_number') ?? textOf(record, 'phone'),
    mail: mail.type === 'mail' ? (mail.addresses[0] ?? null) : null,
    website: textOf(record, 'website'),
    amount:
      amount?.type === 'money' ? { amount: amount.amount, currency: currencyOf(record, context) } : null,
    probability: kind === 'deals' ? numberOf(record, 'probability') : null,
    expectedClose: kind === 'deals' ? closing(read('expected_close')) : null,
    stages,
    stageId,
  };
}

function words(value: FieldValue): string | null {
  return value.type === 'text' ? value.text : null;
}

function closing(value: FieldValue): string | null {
  return value.type === 'day' ? value.day : null;
}

function toneOf(stage: Stage | undefined): Tone {
  if (!stage) return 'plain';
  switch (stage.outcome) {
    case 'open':
      return 'accent';
    case 'won':
      return 'good';
    case 'lost':
      return 'bad';
  }
}
