import type { FieldConfiguration, FieldsAnswer } from '../entities/field-configuration.ts';
import { isKind, type RecordKind } from '../entities/kind.ts';
import { idOf, objectOf, objectsOf, textOf, type RawRecord } from '../entities/record.ts';
import { isLocalId } from '../entities/local-id.ts';
import { SELECTOR_OF_FIELD, type SelectorRow } from '../entities/selectors.ts';
import { CONTACT_ACCOUNTS_MAX, PRODUCTS_MAX } from '../limits.ts';
import { parseAmount } from '../money.ts';
import type { Problem } from '../store-port.ts';
import { parseDay, parseInstant } from '../time.ts';
import type { Fields, Operation } from './edit.ts';
import { fileProblems } from './file-problems.ts';
import { valueAt } from './path.ts';
import { sameValue } from './same-value.ts';

/** What is known of the account when an edit is checked; nulls where the configuration is not here yet, and then nothing is said. */
export interface AccountRules {
  fields(kind: RecordKind): FieldsAnswer | null;
  selector(name: string): readonly SelectorRow[] | null;
}

/** The fields without which the API makes no record (reference: the asterisks of each kind; of people it asks only for a way of contact, and the account for the rest). Owners are left to the server, which takes the key's user. */
const MANDATORY: Readonly<Record<RecordKind, readonly string[]>> = {
  leads: [],
  contacts: [],
  sales_accounts: ['name'],
  deals: ['name', 'amount'],
  tasks: ['title', 'due_date', 'targetable_id', 'targetable_type'],
  appointments: ['title', 'from_date', 'end_date'],
  sales_activities: [
    'title',
    'sales_activity_type_id',
    'start_date',
    'end_date',
    'targetable_id',
    'targetable_type',
  ],
  notes: ['description', 'targetable_id', 'targetable_type'],
  phone_calls: ['call_direction', 'targetable_type'],
  products: ['name'],
  cpq_documents: ['display_name', 'document_type', 'cpq_document_template_name', 'deal_id', 'contact_id'],
};

/** Pairs of a start and an end. */
const SPANS = [
  ['from_date', 'end_date'],
  ['start_date', 'end_date'],
] as const;
const INSTANTS = new Set([
  'due_date',
  'from_date',
  'end_date',
  'start_date',
  'checkedin_at',
  'completed_date',
]);
const DAYS = new Set(['expected_close', 'closed_date']);
const AMOUNTS = new Set(['amount', 'annual_revenue', 'number_of_employees', 'probability']);
/** Kept by the CRM alone. */
const READ_ONLY = new Set(['id', 'created_at', 'updated_at', 'creater_id', 'updater_id', 'links']);

function problem(code: Problem['code'], field: string | null, limit: string | null = null): Problem {
  return { field, code, limit };
}

function isBlank(value: unknown): boolean {
  if (value === null || value === undefined) return true;
  return typeof value === 'string' ? value.trim() === '' : Array.isArray(value) && value.length === 0;
}

/**
 * Checks an operation before it is saved: the account's required fields and choices, and the reference's own rules (a way of contact for people, one primary account, probability 0 to
 * 100, lost reason only in a lost stage, at most 10 accounts and 100 products, an end after its start, …).
 * @param view the target as it will be after the operation; null for one that is gone
 * @returns nothing where all is well. Only fields that the operation sets, or that a new record lacks, are looked at: an old record's faults are not the user's now
 */
export function validate(
  kind: RecordKind,
  operation: Operation,
  view: RawRecord | null,
  rules: AccountRules,
): Problem[] {
  switch (operation.type) {
    case 'create':
      return view === null
        ? [problem('not-here', null)]
        : distinct([...missing(kind, view, rules), ...checkFields(kind, operation.fields, view, rules)]);
    case 'clone':
      // What is copied was allowed once; a choice that is none any more is dropped by the server, which is told of then.
      return view === null
        ? [problem('not-here', null)]
        : distinct([
            ...missing(kind, view, rules),
            ...checkFields(kind, operation.fields, view, rules),
          ]).filter(({ code }) => code !== 'not-a-choice' && code !== 'only-when-lost');
    case 'update':
      if (view === null) return [problem('not-here', null)];
      return distinct([
        ...emptied(kind, operation.fields, view, rules),
        ...checkFields(kind, operation.fields, view, rules),
      ]);
    case 'upsert':
      return distinct([
        ...(view !== null && isLocalId(view['id']) ? missing(kind, view, rules) : []),
        ...checkFields(kind, operation.fields, view ?? operation.fields, rules),
      ]);
    case 'convert':
      return [
        ...(isBlank(operation.fields['last_name']) ? [problem('required', 'last_name')] : []),
        ...(textOf(objectOf(operation.fields, 'company') ?? {}, 'name') === null
          ? [problem('required', 'company')]
          : []),
        ...(operation.deal === null ? [] : checkFields('deals', operation.deal, operation.deal, rules)),
        ...(operation.deal !== null && isBlank(operation.deal['name']) ? [problem('required', 'name')] : []),
      ];
    case 'attach':
      return fileProblems(operation.file);
    case 'team':
    case 'delete':
    case 'restore':
      return [];
  }
}

function distinct(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.map((each) => [`${each.field} ${each.code}`, each])).values()];
}

/** The fields a new record must have, by the reference and by the account. */
function missing(kind: RecordKind, view: RawRecord, rules: AccountRules): Problem[] {
  const required = new Set([...MANDATORY[kind], ...requiredBy(kind, rules)]);
  const found = [...required]
    .filter((path) => isBlank(inView(kind, view, path)))
    .map((path) => problem('required', path));
  if (kind === 'phone_calls' && isBlank(view['targetable_id']) && objectOf(view, 'targetable') === null)
    found.push(problem('required', 'targetable_id'));
  if (isPerson(kind) && !hasContactWay(view)) found.push(problem('contact-way-required', null));
  return found;
}

function isPerson(kind: RecordKind): boolean {
  return kind === 'leads' || kind === 'contacts';
}

/** Either e-mail, mobile or Twitter is needed to make a person (reference: Leads and Contacts, note π). */
const CONTACT_WAYS = ['email', 'emails', 'mobile_number', 'twitter'] as const;

function hasContactWay(view: RawRecord): boolean {
  return CONTACT_WAYS.some((key) => !isBlank(view[key]));
}

/** A configured field's value, wherever the record keeps it. */
function inView(kind: RecordKind, view: RawRecord, name: string): unknown {
  const value = valueAt(view, pathOf(name));
  if (!isBlank(value)) return value;
  if (name === 'email') return view['emails'];
  if (name === 'sales_account_id' && kind === 'contacts') return view['sales_accounts'];
  // An account can be made with the deal (reference: Create a deal by associating to a new account).
  if (name === 'sales_account_id') return view['sales_account'];
  return value;
}

/** A field's path, by its name in the configuration: custom ones are in a map. */
function pathOf(name: string): string {
  return name.startsWith('cf_') ? `custom_field.${name}` : name;
}

/**
 * The fields of which the account's own rules count. Of kinds whose fields the reference does not have these are the account's own alone: what an account says there of the others, and by which
 * names, nobody has written down.
 */
function ruledFields(kind: RecordKind, rules: AccountRules): readonly FieldConfiguration[] {
  const fields = rules.fields(kind)?.fields ?? [];
  return isKind(kind) ? fields : fields.filter(({ name }) => name.startsWith('cf_'));
}

function requiredBy(kind: RecordKind, rules: AccountRules): string[] {
  return ruledFields(kind, rules)
    .filter((field) => field.required === true && !READ_ONLY.has(field.name))
    .map((field) => field.name);
}

/** Required fields that an update empties. */
function emptied(kind: RecordKind, fields: Fields, view: RawRecord, rules: AccountRules): Problem[] {
  const losesWays = CONTACT_WAYS.some((way) => Object.hasOwn(fields, way) && isBlank(fields[way]));
  const unreachable = isPerson(kind) && losesWays && !hasContactWay(view);
  const required = new Set([...MANDATORY[kind], ...requiredBy(kind, rules)].map(pathOf));
  const found = Object.entries(fields)
    .filter(([path, value]) => required.has(path) && isBlank(value))
    .map(([path]) => problem('required', path));
  return unreachable ? [...found, problem('contact-way-required', null)] : found;
}

function checkFields(kind: RecordKind, fields: Fields, view: RawRecord, rules: AccountRules): Problem[] {
  const configured = new Map(ruledFields(kind, rules).map((field) => [pathOf(field.name), field] as const));
  const single = Object.entries(fields).flatMap(([path, value]) =>
    isBlank(value) ? [] : checkValue(path, value, configured.get(path), rules),
  );
  return [
    ...single,
    ...checkLists(fields),
    ...checkSpans(fields, view),
    ...checkLost(kind, fields, view, rules),
  ];
}

function checkValue(
  path: string,
  value: unknown,
  configured: FieldConfiguration | undefined,
  rules: AccountRules,
): Problem[] {
  if (READ_ONLY.has(path)) return [problem('read-only', path)];
  if (path === 'probability') {
    const amount = parseAmount(value);
    if (amount === null) return [problem('not-a-number', path)];
    if (Number(amount) < 0 || Number(amount) > 100) return [problem('out-of-range', path, '0–100')];
    return [];
  }
  if (path === 'email') return isEmail(value) ? [] : [problem('not-an-email', path)];
  if (AMOUNTS.has(path) || configured?.type === 'number' || configured?.type === 'decimal')
    return parseAmount(value) === null ? [problem('not-a-number', path)] : [];
  if (INSTANTS.has(path)) return parseInstant(value) === null ? [problem('not-a-date', path)] : [];
  if (DAYS.has(path) || configured?.type === 'date')
    return parseDay(value) === null ? [problem('not-a-date', path)] : [];
  return configured && !isSelectable(path, value, rules) ? checkChoice(path, value, configured) : [];
}

/** Anything with one @ and something on both sides: the rest is the server's to judge. */
function isEmail(value: unknown): boolean {
  return typeof value === 'string' && /^[^\s@]+@[^\s@]+$/.test(value.trim());
}

/** A dropdown's value is one of its choices, by value or by id (quirks §7: others are dropped without a word). */
function checkChoice(path: string, value: unknown, { type, choices }: FieldConfiguration): Problem[] {
  if (!choices || choices.length === 0) return [];
  if (type !== 'dropdown' && type !== 'radio' && type !== 'multi_select_dropdown') return [];
  const values = Array.isArray(value)
    ? value
    : typeof value === 'string' && type === 'multi_select_dropdown'
      ? value.split(';')
      : [value];
  const isChoice = (each: unknown): boolean =>
    choices.some((choice) => sameValue(choice.value ?? null, each) || sameValue(choice.id ?? null, each));
  return values.every(isChoice) ? [] : [problem('not-a-choice', path)];
}

/** Whether the account's own list names an id: a field's choices may be the default pipeline's stages alone, or older than the list (reference: Configuration). */
function isSelectable(path: string, id: unknown, rules: AccountRules): boolean {
  const selector = Object.hasOwn(SELECTOR_OF_FIELD, path) ? SELECTOR_OF_FIELD[path] : undefined;
  if (selector === undefined) return false;
  const rows = rules.selector(selector);
  const isOfOtherPipelines = path === 'deal_stage_id' && (rules.selector('deal_pipelines')?.length ?? 0) > 1;
  return rows === null || isOfOtherPipelines || rows.some((row) => sameValue(row.id, id));
}

function checkLists(fields: Fields): Problem[] {
  const found: Problem[] = [];
  const accounts = objectsOf(fields, 'sales_accounts');
  if (accounts.length > CONTACT_ACCOUNTS_MAX)
    found.push(problem('too-many', 'sales_accounts', String(CONTACT_ACCOUNTS_MAX)));
  if (accounts.length > 0 && accounts.filter((account) => account['is_primary'] === true).length !== 1)
    found.push(problem('one-primary', 'sales_accounts'));
  if (objectsOf(fields, 'products').length > PRODUCTS_MAX)
    found.push(problem('too-many', 'products', String(PRODUCTS_MAX)));
  const emails = objectsOf(fields, 'emails');
  if (emails.some((email) => !isEmail(email['value']))) found.push(problem('not-an-email', 'emails'));
  if (emails.length > 0 && emails.filter((email) => email['is_primary'] === true).length > 1)
    found.push(problem('one-primary', 'emails'));
  return found;
}

function checkSpans(fields: Fields, view: RawRecord): Problem[] {
  return SPANS.flatMap(([from, to]) => {
    if (!Object.hasOwn(fields, from) && !Object.hasOwn(fields, to)) return [];
    const [start, end] = [parseInstant(view[from]), parseInstant(view[to])];
    return start !== null && end !== null && end < start ? [problem('ends-before-it-starts', to)] : [];
  });
}

/** A reason for losing a deal belongs to a lost stage, by the stage's forecast type (quirks §6). */
function checkLost(kind: RecordKind, fields: Fields, view: RawRecord, rules: AccountRules): Problem[] {
  if (kind !== 'deals' || isBlank(fields['deal_reason_id'])) return [];
  const pipelines = rules.selector('deal_pipelines') ?? [];
  const stages: RawRecord[] = [
    ...(rules.selector('deal_stages') ?? []),
    ...pipelines.flatMap((pipeline) => objectsOf(pipeline, 'deal_stages')),
  ];
  const stageId = idOf(view, 'deal_stage_id');
  const stage = stages.find((row) => idOf(row, 'id') === stageId);
  const forecast = stage ? textOf(stage, 'forecast_type') : null;
  return forecast === null || /lost/i.test(forecast) ? [] : [problem('only-when-lost', 'deal_reason_id')];
}
