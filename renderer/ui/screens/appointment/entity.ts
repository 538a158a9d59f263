import { z } from 'zod';
import { isKind, kindSchema, type Kind } from '../../../../shared/entities/kind.ts';
import { idSchema } from '../../../../shared/entities/record.ts';
import { selectorLabel, type SelectorRow } from '../../../../shared/entities/selectors.ts';
import type { Hit } from '../../../../shared/store-port.ts';
import { folded } from '../../lib/quick-add/vocabulary.ts';

/** A record that can be picked, or a user of the account. */
export interface Entity {
  readonly kind: Kind | 'users';
  readonly id: number;
  readonly title: string;
  /** What tells namesakes apart; empty for none. */
  readonly detail: string;
}

export const entitiesSchema: z.ZodType<readonly Entity[]> = z.array(
  z.object({
    kind: z.union([z.literal('users'), kindSchema]),
    id: idSchema,
    title: z.string(),
    detail: z.string(),
  }),
);

export function entityKey({ kind, id }: Pick<Entity, 'kind' | 'id'>): string {
  return `${kind}:${id}`;
}

/** Hits of the search as what can be picked. */
export function entitiesOf(hits: readonly Hit[]): Entity[] {
  return hits.flatMap(({ kind, id, title, detail }) => (isKind(kind) ? [{ kind, id, title, detail }] : []));
}

/** The users whose names have a word that begins like each word of a text. */
export function usersNamed(users: readonly SelectorRow[], text: string): Entity[] {
  const wanted = folded(text).split(/\s+/).filter(Boolean);
  return users
    .map((row): Entity => ({ kind: 'users', id: row.id, title: selectorLabel(row), detail: '' }))
    .filter(({ title }) => {
      const words = folded(title).split(/[^\p{L}\p{N}]+/u);
      return wanted.every((want) => words.some((word) => word.startsWith(want)));
    });
}
