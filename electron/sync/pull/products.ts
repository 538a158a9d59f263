import type { ProductNotes } from '../bookmarks.ts';
import type { Notes } from '../bookmarks.ts';
import { getOne, incomingOf } from './get-one.ts';
import type { PullJob } from './job.ts';
import type { Rhythm } from '../rhythm.ts';

/** When the next product is to be read: there is no list of them, only the selector's ids (reference: Products). */
export function productsDueAt({ products, configuration }: Notes, rhythm: Rhythm): number {
  if (products.queue.length > 0) return 0;
  if ((configuration.known['deal_products'] ?? []).length === 0) return Infinity;
  return products.checkedAt === null ? 0 : products.checkedAt + rhythm.productsMs;
}

/** Reads one product; an id of the selector that is no product (it may be of the older kind, which has a name alone) is passed over. */
export async function productsStep(job: PullJob): Promise<number> {
  const { products, configuration } = job.notebook.notes();
  const queue = products.queue.length > 0 ? products.queue : (configuration.known['deal_products'] ?? []);
  const [id, ...rest] = queue;
  const next: ProductNotes = { queue: rest, checkedAt: job.now() };
  if (id === undefined) return job.notebook.apply({}, { products: next });
  const answer = await getOne('products', id, job);
  return job.notebook.apply(incomingOf({ kind: 'products', id }, answer), { products: next });
}
