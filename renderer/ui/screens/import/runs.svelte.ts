import { z } from 'zod';
import { kindSchema, type Kind } from '../../../../shared/entities/kind.ts';
import type { Drafts } from '../../lib/drafts.ts';

const runSchema = z.object({
  kind: kindSchema,
  /** The file's name. */
  file: z.string(),
  /** When it was put into the outbox, epoch milliseconds. */
  at: z.number(),
  /** The edits that were saved, each with the row it came from. */
  edits: z.array(z.tuple([z.string(), z.number()]).readonly()).readonly(),
});

/** An import whose rows were put into the outbox. */
export type ImportRun = Readonly<z.infer<typeof runSchema>>;

/** The last import of each kind in an account, over restarts, so that it can be followed to its end. What cannot be read counts as nothing: the outbox still has every change. */
export class ImportRuns {
  #drafts: Pick<Drafts, 'readOwn' | 'writeOwn'>;
  #changes = $state(0);

  constructor(drafts: Pick<Drafts, 'readOwn' | 'writeOwn'>) {
    this.#drafts = drafts;
  }

  of(kind: Kind): ImportRun | null {
    // Read again after each change.
    void this.#changes;
    return this.#drafts.readOwn(nameOf(kind), runSchema);
  }

  put(run: ImportRun): void {
    this.#drafts.writeOwn(nameOf(run.kind), run);
    this.#changes += 1;
  }

  forget(kind: Kind): void {
    this.#drafts.writeOwn(nameOf(kind), null);
    this.#changes += 1;
  }
}

function nameOf(kind: Kind): string {
  return `import-run:${kind}`;
}
