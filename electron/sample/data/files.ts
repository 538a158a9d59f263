import { DAY_MS } from '../dates.ts';
import type { Row, TableName } from '../state/row.ts';
import { idSequence, randomOf, recent, rowsOf, type Plan } from './plan.ts';

const FILES = [
  'Price list.txt',
  'Minutes of the visit.txt',
  'Spécifications.txt',
  'Lieferbedingungen.txt',
  'Checklist.txt',
  'Offer draft.txt',
] as const;
const LINKS = [
  ['Floor plan', 'https://files.example/floor-plan'],
  ['Tender documents', 'https://files.example/tender'],
  ['Photos of the site', 'https://files.example/photos'],
] as const;

const OWNERS = [
  ['Contact', 'contacts'],
  ['SalesAccount', 'sales_accounts'],
  ['Deal', 'deals'],
  ['Lead', 'leads'],
  ['Product', 'products'],
] as const;

/** A few files and links, each of the first records of every kind. Their text is in the row: nothing lies on disk before the first upload. */
export function makeFiles(plan: Plan): Map<TableName, Row[]> {
  const random = randomOf(plan, 'files');
  const nextId = idSequence(random);
  const users = rowsOf(plan, 'users');
  const about = (type: string, row: Row): Record<string, unknown> => ({
    targetable_type: type,
    targetable_id: row.id,
    is_shared: random.chance(0.5),
    created_at: recent(random, plan.now - DAY_MS, 120),
    creater_id: random.pick(users).id,
  });
  const documents: Row[] = [];
  const links: Row[] = [];
  for (const [type, table] of OWNERS) {
    const rows = rowsOf(plan, table);
    for (const row of rows.slice(0, 3)) {
      const name = random.pick(FILES);
      const text = `${name}\n\nSample text, so that there is something to open.\n`;
      documents.push({
        id: nextId(),
        name,
        text,
        size: Buffer.byteLength(text),
        content_type: 'text/plain',
        ...about(type, row),
      });
    }
    const [first] = rows;
    const [name, url] = random.pick(LINKS);
    if (first !== undefined) links.push({ id: nextId(), name, url, ...about(type, first) });
  }
  return new Map<TableName, Row[]>([
    ['documents', documents],
    ['document_links', links],
  ]);
}
