import type { RecordKind } from '../entities/kind.ts';
import type { Edit, Operation } from './edit.ts';
import { isSaidWith } from './said-with.ts';
import { sameField } from './same-field.ts';
import { fieldsTogether } from './set-fields.ts';

/** What is sent next of one target's queue. */
export interface Folded {
  /** The first edits of the chain, which go in one request. */
  readonly edits: readonly Edit[];
  /** What they come to; null where they cancel out (made and deleted here): they are done without a request. */
  readonly edit: Edit | null;
}

type Type = Operation['type'];
type OfType<T extends Type> = Extract<Operation, { type: T }>;
/** The one operation that two come to; `nothing` where they cancel out, null where these two take two requests all the same. */
type Fold<A extends Type, B extends Type> = (
  first: OfType<A>,
  second: OfType<B>,
  kind: RecordKind,
) => Operation | 'nothing' | null;
type Table = { readonly [A in Type]: { readonly [B in Type]?: Fold<A, B> } };

const set = <T extends OfType<'create' | 'clone' | 'upsert' | 'update'>>(
  first: T,
  { fields }: OfType<'update'>,
  kind: RecordKind,
): T => ({ ...first, fields: fieldsTogether(kind, first.fields, fields) });

/** A record is put by its identifier, so a change of that very field comes after. */
function changesIdentifier({ identifier }: OfType<'upsert'>, { fields }: OfType<'update'>): boolean {
  const others = identifier.field === 'emails' ? ['email'] : identifier.field === 'email' ? ['emails'] : [];
  return [identifier.field, ...others].some((path) => Object.hasOwn(fields, path));
}

/** Lines of documents and prices of products are added to what is there already (reference: Add Products to the Document, Add Prices to the Product). */
function comesAfter({ fields }: OfType<'update'>, kind: RecordKind): boolean {
  if (kind === 'cpq_documents') return Object.hasOwn(fields, 'products');
  return kind === 'products' && Object.hasOwn(fields, 'product_pricings');
}

/** Which operation followed by which goes in one request, and as what. A pair that is not here takes two requests. */
const TABLE: Table = {
  create: {
    update: (made, update, kind) => (comesAfter(update, kind) ? null : set(made, update, kind)),
    delete: () => 'nothing',
  },
  clone: {
    update: set,
    delete: () => 'nothing',
  },
  upsert: {
    update: (put, update, kind) => (changesIdentifier(put, update) ? null : set(put, update, kind)),
  },
  update: {
    update: set,
    delete: (_first, gone) => gone,
  },
  team: {
    team: (first, second) => ({
      ...first,
      members: [
        ...new Map([...first.members, ...second.members].map((member) => [member.user_id, member])).values(),
      ],
    }),
    delete: (_first, gone) => gone,
  },
  delete: { restore: () => 'nothing' },
  restore: { delete: () => 'nothing' },
  convert: {},
  attach: {},
};

/** What two operations come to, or null where they take two requests. */
function foldPair(first: Operation, second: Operation, kind: RecordKind): Operation | 'nothing' | null {
  const fold = TABLE[first.type][second.type] as Fold<Type, Type> | undefined;
  return fold ? fold(first, second, kind) : null;
}

/**
 * Coalesces the queue of one target: as many of its first edits as one request can carry. Pairs are folded by a table, operation by operation.
 * @param chain the queued edits of one target, by `seq`; at least one
 */
export function foldNext(chain: readonly Edit[]): Folded {
  const [first, ...rest] = withoutMoot(withoutCancelled(chain));
  if (first === undefined) return { edits: chain, edit: null };
  let folded = first;
  let last = first;
  for (const next of rest) {
    const operation = foldPair(folded.operation, next.operation, folded.target.kind);
    if (operation === null) break;
    const edits = chain.slice(0, chain.indexOf(next) + 1);
    if (operation === 'nothing') return { edits, edit: null };
    folded = together(folded, next, operation);
    last = next;
  }
  return { edits: chain.slice(0, chain.indexOf(last) + 1), edit: withoutReturned(folded) };
}

/** A delete that was followed at once by its restore never was; what stood before stands. */
function withoutCancelled(chain: readonly Edit[]): readonly Edit[] {
  const at = chain.findIndex(
    (edit, index) => edit.operation.type === 'delete' && chain[index + 1]?.operation.type === 'restore',
  );
  return at < 0 ? chain : withoutCancelled([...chain.slice(0, at), ...chain.slice(at + 2)]);
}

/** What was to be attached to a record goes nowhere when the record is deleted after all. */
function withoutMoot(chain: readonly Edit[]): readonly Edit[] {
  const gone = chain.findLastIndex(({ operation }) => operation.type === 'delete');
  return chain.filter(({ operation }, at) => operation.type !== 'attach' || at > gone);
}

function together(first: Edit, second: Edit, operation: Operation): Edit {
  return {
    ...first,
    operation,
    base: { ...second.base, ...first.base },
    title: second.title,
    dependsOn: [...new Set([...first.dependsOn, ...second.dependsOn])],
    batch: first.batch === second.batch ? first.batch : null,
    attempts: Math.max(first.attempts, second.attempts),
  };
}

/** An update without the fields that came back to what they were; null where none is left. */
function withoutReturned(edit: Edit): Edit | null {
  const { operation, base } = edit;
  if (operation.type !== 'update') return edit;
  const isChange = (path: string): boolean => {
    const before = Object.hasOwn(base, path) ? base[path] : undefined;
    return !sameField(edit.target.kind, path, before, operation.fields[path]);
  };
  const fields = Object.entries(operation.fields).filter(
    ([path]) => isChange(path) || isSaidWith(path, operation.fields, isChange),
  );
  return fields.length === 0
    ? null
    : { ...edit, operation: { ...operation, fields: Object.fromEntries(fields) } };
}
