import { z } from 'zod';
import { idSchema } from './record.ts';

/** One view of a kind, as `GET <kind>/filters` lists it (reference: Filters API; quirks §4). */
export const viewFilterSchema = z.looseObject({
  id: idSchema,
  name: z.string(),
  model_class_name: z.string().nullish(),
  /** -1 for the system's own. */
  user_id: z.number().nullish(),
  is_default: z.boolean().nullish(),
  is_public: z.boolean().nullish(),
});
export type ViewFilter = z.infer<typeof viewFilterSchema>;

export const filtersAnswerSchema = z.looseObject({ filters: z.array(viewFilterSchema) });
