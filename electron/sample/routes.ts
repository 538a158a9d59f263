import { KINDS, type Kind } from '../../shared/entities/kind.ts';
import type { Flavour } from './quirks.ts';
import { appointmentRoutes } from './resources/appointments.ts';
import { bulkRoutes } from './resources/bulk.ts';
import { configurationRoutes } from './resources/configuration.ts';
import { convertRoutes } from './resources/convert.ts';
import { documentRoutes } from './resources/documents.ts';
import { downloadRoutes, fileRoutes } from './resources/files.ts';
import { noteRoutes } from './resources/notes.ts';
import { phoneCallRoutes } from './resources/phone-calls.ts';
import { productRoutes } from './resources/products.ts';
import { readingRoutes } from './resources/reading.ts';
import { relatedApiRoutes, relatedSiteRoutes } from './resources/related.ts';
import { salesActivityRoutes } from './resources/sales-activities.ts';
import { searchRoutes } from './resources/search.ts';
import { taskRoutes } from './resources/tasks.ts';
import { teamRoutes } from './resources/team.ts';
import { writingRoutes } from './resources/writing.ts';
import { createRouter, type Router } from './router.ts';

/** The two places of an account's paths. */
export interface Routers {
  /** Paths under `/api`. */
  readonly api: Router;
  /** Paths of `links` and downloads, which have no `/api` (quirks §1). */
  readonly site: Router;
}

/** The kinds of an account; a suite account has no leads, and its paths of leads are not there (quirks §1). */
function kindsOf(flavour: Flavour): readonly Kind[] {
  return flavour === 'suite' ? KINDS.filter((kind) => kind !== 'leads') : KINDS;
}

/** Everything the account answers: the whole reference, and what real accounts have besides. */
export function createRouters(flavour: Flavour): Routers {
  const kinds = kindsOf(flavour);
  const api = [
    ...kinds.flatMap((kind) => [...readingRoutes(kind), ...writingRoutes(kind), ...teamRoutes(kind)]),
    ...bulkRoutes(kinds),
    ...(flavour === 'classic' ? convertRoutes : []),
    ...relatedApiRoutes(kinds),
    ...noteRoutes,
    ...taskRoutes,
    ...appointmentRoutes,
    ...salesActivityRoutes,
    ...phoneCallRoutes,
    ...productRoutes,
    ...documentRoutes,
    ...fileRoutes,
    ...searchRoutes(kinds),
    ...configurationRoutes(kinds),
  ];
  return { api: createRouter(api), site: createRouter([...relatedSiteRoutes(kinds), ...downloadRoutes]) };
}
