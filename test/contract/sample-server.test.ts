import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  createSampleApp,
  SAMPLE_TOKEN,
  type SampleApp,
  type SampleRequest,
} from '../../electron/sample/app.ts';
import { arrange } from '../sample/arrangements.ts';

/** One worked example of the reference. */
interface Example {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly template: string;
  readonly query: string;
  readonly body: unknown;
  readonly response: unknown;
}

const examples = JSON.parse(
  readFileSync(new URL('../fixtures/examples.json', import.meta.url), 'utf8'),
) as Example[];

type Json = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Where an answer lacks what the reference documents: every documented key, recursively, with the same JSON type. A documented null stands for any
 * type; each documented element of a list must be matched by one of the answer's.
 */
function mismatches(documented: unknown, actual: unknown, path: string): string[] {
  if (documented === null) return actual === undefined ? [`${path} is missing`] : [];
  if (Array.isArray(documented)) {
    if (!Array.isArray(actual)) return [`${path} is no list`];
    return documented.flatMap((element, index) => {
      const found = actual.map((candidate) => mismatches(element, candidate, `${path}[${String(index)}]`));
      return found.some((list) => list.length === 0) ? [] : (found[0] ?? [`${path} is empty`]);
    });
  }
  if (isObject(documented)) {
    if (!isObject(actual)) return [`${path} is no object`];
    return Object.entries(documented).flatMap(([key, value]) =>
      mismatches(value, actual[key], `${path}.${key}`),
    );
  }
  return typeof actual === typeof documented
    ? []
    : [`${path} is ${actual === null ? 'null' : typeof actual}, not ${typeof documented}`];
}

/**
 * Keys of documented answers that no server could give for the documented request; each with the reason.
 * Everything else must be there.
 */
const SLIPS: Readonly<Record<string, readonly string[]>> = {
  // Copied from the contact's answer: "last_contacted" became "last_leaded" by a search and replace, and leads have no sum of deals.
  'leads-015': ['.lead.last_leaded', '.lead.open_deals_amount'],
  // The request has no custom field; the answer is that of the next example.
  'accounts-046': ['.sales_account.custom_field.cf_domain_name'],
  // The answers are those of the first example, whose person has a mail address; these requests have none, and an account has none at all.
  'phone-113': ['.targetables[0].email'],
  'phone-115': ['.targetables[0].email'],
  'phone-116': ['.targetables[0].email'],
  // The request sets no place; the answer is that of an appointment, and an activity, that was checked in.
  'appointments-099': ['.appointment.latitude', '.appointment.longitude'],
  'sales_activities-104': [
    '.sales_activity.latitude',
    '.sales_activity.longitude',
    '.sales_activity.location',
  ],
};

/** Examples whose answer is not written out: the one whose top-level keys they share. */
const SIBLINGS: Readonly<Record<string, string>> = {
  // The same request is worked out further down; the first with an answer asks for the owner besides.
  'general-000': 'leads-006',
  // The example of `/api/sales_activity` belongs to "Create a Sales activity"; the server takes both paths.
  'sales_activities-105': 'sales_activities-104',
  // Deleting with contacts and deals answers as deleting without.
  'accounts-061': 'accounts-060',
};

/** The statuses that are not 200 (quirks §8 for tasks; upserts of existing records answer 200). */
const STATUS: Readonly<Record<string, number>> = { 'tasks-093': 201 };

function siblingOf(example: Example): Example {
  const named = examples.find((other) => other.id === SIBLINGS[example.id]);
  const same = examples.find(
    (other) =>
      other.response !== null && other.method === example.method && other.template === example.template,
  );
  const sibling = named ?? same;
  if (sibling === undefined) throw new Error(`${example.id} has no sibling with an answer`);
  return sibling;
}

/** The reference's curl for the upload of a file, as the bytes it sends. */
function multipart(): Pick<SampleRequest, 'headers' | 'body'> {
  const boundary = '----WebKitFormBoundary7MA4YWxkTrZu0gW';
  const field = (name: string, value: string): string =>
    `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
  const file = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="download.jpeg"\r\nContent-Type: image/jpeg\r\n\r\nJPEG bytes\r\n`;
  const fields =
    field('file_name', 'nameForFile') +
    field('is_shared', 'true') +
    field('targetable_id', '1') +
    field('targetable_type', 'Lead');
  return {
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    body: new TextEncoder().encode(`${file}${fields}--${boundary}--\r\n`),
  };
}

function requestOf(example: Example, path: string): SampleRequest {
  const headers = { authorization: `Token token=${SAMPLE_TOKEN}`, host: 'domain.freshsales.io' };
  const query = example.query === '' ? '' : `?${example.query}`;
  const base = { method: example.method, path: `${path}${query}` };
  if (example.id === 'files-148') {
    const form = multipart();
    return { ...base, headers: { ...headers, ...form.headers }, body: form.body };
  }
  if (example.body === null) return { ...base, headers, body: null };
  return {
    ...base,
    headers: { ...headers, 'content-type': 'application/json' },
    body: new TextEncoder().encode(JSON.stringify(example.body)),
  };
}

const NOW = Date.parse('2026-11-24T09:00:00Z');

/**
 * A small account that behaves as the reference's examples show, where real accounts are known to differ: contacts of views say `partial`, a scroll repeats the
 * last record, and `custom_field` is merged.
 */
function sampleApp(): Promise<SampleApp> {
  return createSampleApp({
    seed: 7,
    records: 60,
    clock: { now: () => NOW },
    chance: () => 0.5,
    quirks: { contactViewMarkedPartial: true, scrollRepeatsLast: true, customFieldReplacedWhole: false },
  });
}

describe('the sample server answers the examples of the reference', () => {
  it('all 151 of them', () => {
    expect(examples).toHaveLength(151);
    expect(new Set(examples.map((example) => example.id)).size).toBe(151);
  });

  describe.each(
    examples.map((example) => [`${example.id} ${example.method} ${example.path}`, example] as const),
  )('%s', (_name, example) => {
    let status: number;
    let answer: unknown;

    beforeAll(async () => {
      const app = await sampleApp();
      const path = arrange(example, app.admin);
      const response = await app.handle(requestOf(example, path));
      status = response.status;
      answer = JSON.parse(String(response.body));
    });

    it('with the documented status', () => {
      expect({ status, ...(status < 300 ? {} : { answer }) }).toEqual({ status: STATUS[example.id] ?? 200 });
    });

    if (example.response === null) {
      it(`with the keys of ${siblingOf(example).id}`, () => {
        const documented = siblingOf(example).response;
        if (isObject(documented))
          expect(Object.keys(answer as Json)).toEqual(expect.arrayContaining(Object.keys(documented)));
        else expect(answer).toBe(documented);
      });
    } else {
      it('with the documented shape', () => {
        const slips = SLIPS[example.id] ?? [];
        const found = mismatches(example.response, answer, '');
        expect(found.filter((line) => !slips.some((slip) => line.startsWith(`${slip} `)))).toEqual([]);
        // A slip that is none any more must leave the table.
        for (const slip of slips) expect(found.some((line) => line.startsWith(`${slip} `))).toBe(true);
      });
    }
  });
});
