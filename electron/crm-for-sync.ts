import type { CrmClient } from './crm/client.ts';
import type { CrmForSync } from './sync/ports.ts';
import type { Kind } from '../shared/entities/kind.ts';

/** The client as the engine wants it: every call in the background lane. */
export function crmForSync(client: CrmClient): CrmForSync {
  const of = (kind: Kind) => client.entities[kind];
  const background = (signal: AbortSignal) => ({ lane: 'background', signal }) as const;
  return {
    filters: (kind, signal) => of(kind).filters(background(signal)),
    async count(kind, viewId, signal) {
      const { meta } = await of(kind).view(viewId, { page: 1, perPage: 1, ...background(signal) });
      return typeof meta['total'] === 'number' ? meta['total'] : null;
    },
    async scroll(kind, viewId, { limit, lastFetchedId, include }, signal) {
      const page = await of(kind).scroll(viewId, {
        limit,
        ...(lastFetchedId === null ? {} : { lastFetchedId }),
        include,
        ...background(signal),
      });
      return {
        records: page.records,
        drifted: page.drift.length,
        lastFetchedId: typeof page.meta['last_fetched_id'] === 'number' ? page.meta['last_fetched_id'] : null,
        hasNextPage: typeof page.meta['has_next_page'] === 'boolean' ? page.meta['has_next_page'] : null,
      };
    },
    selector: (selector, signal) => client.selectors.rows(selector, background(signal)),
    stagesOfPipeline: (id, signal) => client.selectors.stagesOfPipeline(id, background(signal)),
    fields: (kind, signal) => of(kind).fields({ includeGroups: true, ...background(signal) }),
  };
}
