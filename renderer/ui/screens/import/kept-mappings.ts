import { z } from 'zod';
import type { Kind } from '../../../../shared/entities/kind.ts';
import type { Drafts } from '../../lib/drafts.ts';
import type { FormField } from '../../lib/form-fields.ts';
import { keptMapping, mappingKey, mappingText, type Mapping } from './mapping.ts';

/** Files with so many different headings are remembered; those that were seen the longest ago are forgotten. */
const MOST = 30;

const mappingsSchema = z.record(z.string(), z.string());

/** What the columns of files were said to be, over restarts, by their headings. */
export class KeptMappings {
  #drafts: Pick<Drafts, 'readOwn' | 'writeOwn'>;
  #name: string;

  constructor(drafts: Pick<Drafts, 'readOwn' | 'writeOwn'>, kind: Kind) {
    this.#drafts = drafts;
    this.#name = `import-columns:${kind}`;
  }

  /** Null where no file had these headings. */
  of(headings: readonly string[], fields: readonly FormField[]): Mapping | null {
    return keptMapping(this.#read()[mappingKey(headings)] ?? null, headings, fields);
  }

  keep(headings: readonly string[], mapping: Mapping): void {
    const { [mappingKey(headings)]: _before, ...others } = this.#read();
    const latest = Object.entries(others).slice(1 - MOST);
    this.#drafts.writeOwn(this.#name, {
      ...Object.fromEntries(latest),
      [mappingKey(headings)]: mappingText(mapping),
    });
  }

  #read(): Readonly<Record<string, string>> {
    return this.#drafts.readOwn(this.#name, mappingsSchema) ?? {};
  }
}
