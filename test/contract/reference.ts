import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** The worked examples and the operations of the API reference, as data. */

const exampleSchema = z.object({
  id: z.string(),
  method: z.string(),
  path: z.string(),
  template: z.string(),
  query: z.string(),
  body: z.unknown(),
  response: z.unknown(),
});
export type Example = z.infer<typeof exampleSchema>;

export interface Operation {
  readonly method: string;
  /** With `{id}` for what differs. */
  readonly path: string;
  readonly examples: readonly string[];
}

const read = (name: string): string => readFileSync(new URL(`../fixtures/${name}`, import.meta.url), 'utf8');

export function readExamples(): Example[] {
  return z.array(exampleSchema).parse(JSON.parse(read('examples.json')));
}

export function readOperations(): Operation[] {
  const [, ...rows] = read('operations.tsv').trimEnd().split('\n');
  return rows.map((row) => {
    const [, method = '', path = '', examples = ''] = row.split('\t');
    return { method, path, examples: examples.split(',').filter(Boolean) };
  });
}

/** One example's path is another operation's, misspelt: docs/decisions/0004. */
const SAME_AS: Readonly<Record<string, string>> = { '/api/sales_activity': '/api/sales_activities' };
const operationOf = ({ method, template }: Example): string => `${method} ${SAME_AS[template] ?? template}`;

/** An example's answer; where the reference gives none, that of another example of the same operation. */
export function answerOf(example: Example, examples: readonly Example[]): unknown {
  const answered = examples.filter(({ response }) => response !== null);
  return example.response ?? answered.find((other) => operationOf(other) === operationOf(example))?.response;
}
