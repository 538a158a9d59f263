import { z } from 'zod';
import { KINDS } from './entities/kind.ts';
import { idSchema } from './entities/record.ts';

/** Kinds that can be erased for good (reference: Forget a Lead, a Contact, an Account, a Deal, a Document). */
export const erasableKindSchema = z.enum([...KINDS, 'cpq_documents']);
export type ErasableKind = z.infer<typeof erasableKindSchema>;

export const erasableRefSchema = z.object({ kind: erasableKindSchema, id: idSchema });
export type ErasableRef = z.infer<typeof erasableRefSchema>;

/** What became of the wish to erase a record. */
export const erasureSchema = z.enum([
  /** It is gone there and here. */
  'erased',
  /** The answer did not say, or said that there was nothing to erase, and the record is there all the same. */
  'still-there',
  /** A change of it may be reaching the server at this moment: nothing was asked. */
  'changes-on-their-way',
  /** The server does not know it yet: nothing was asked. */
  'only-here',
]);
export type Erasure = z.infer<typeof erasureSchema>;
