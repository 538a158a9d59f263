import { z } from 'zod';
import { ENTITY_KINDS } from '../../../shared/entities/kinds.ts';
import type { Kind } from '../../../shared/entities/kind.ts';
import { idSchema, type RawRecord } from '../../../shared/entities/record.ts';
import { checkRows, isObject, listReader, type Drift, type ListAnswer, type Reader } from '../answers.ts';
import type { Caller, CallOptions } from '../call.ts';
import { shapeError } from '../errors.ts';
import type { IncludeOptions, ViewOptions } from './options.ts';

/** One condition of a filtered search, in the API's own words: `{ attribute: 'contact_email.email', operator: 'is_in', value: '…' }`. */
export interface FilterRule {
  readonly attribute: string;
  readonly operator: string;
  readonly value: unknown;
}

export interface FoundRows {
  /** Partial records, whose id may be a number or digits (`idOf` reads both): read one again before relying on it. */
  readonly records: readonly RawRecord[];
  readonly drift: readonly Drift[];
}

export interface SearchOptions extends CallOptions {
  /** 10 unless said, up to 100. */
  readonly perPage?: number | undefined;
}

/** Finding on the server. None of it is in the reference; the shapes are what real accounts gave (quirks §4). */
export interface FindingOperations {
  /** Any record by words. `include` names kinds in the singular: contact, lead, deal, sales_account, user. */
  search(words: string, include: readonly string[], options?: SearchOptions): Promise<FoundRows>;
  /** Records by one field's exact value: `f` is email, mobile_number, name or a custom field; `entities` are in the singular. */
  lookup(
    value: string,
    f: string,
    entities: readonly string[],
    options?: IncludeOptions,
  ): Promise<Readonly<Record<string, FoundRows>>>;
  /** Thin records of a kind by conditions that must all hold. A read, though sent as a POST. */
  filteredSearch(
    kind: Kind,
    rules: readonly FilterRule[],
    options?: Omit<ViewOptions, 'include'>,
  ): Promise<ListAnswer>;
}

const rowSchema = z.looseObject({ id: z.union([idSchema, z.string().regex(/^\d{1,15}$/)]) });

function hasId(row: unknown): row is RawRecord {
  return rowSchema.safeParse(row).success;
}

const readSearch: Reader<FoundRows> = (answer, effect) => {
  if (!Array.isArray(answer)) throw shapeError('', { effect });
  return checkRows(answer, rowSchema, hasId, 'search');
};

const lookupSchema = z.record(z.string(), z.unknown());

/** Reads `{ contacts: { contacts: [ … ] } }`. */
const readLookup: Reader<Record<string, FoundRows>> = (answer, effect) => {
  const parsed = lookupSchema.safeParse(answer);
  if (!parsed.success) throw shapeError('', { effect });
  const found = Object.entries(parsed.data).map(([key, value]): [string, FoundRows] => {
    const rows = isObject(value) ? value[key] : value;
    if (!Array.isArray(rows)) throw shapeError(key, { effect });
    return [key, checkRows(rows, rowSchema, hasId, key)];
  });
  return Object.fromEntries(found);
};

export function findingOperations(call: Caller): FindingOperations {
  return {
    search(words, include, options) {
      const query = [
        ['q', words],
        ['include', include],
        ['per_page', options?.perPage],
      ] as const;
      return call({ method: 'GET', path: '/search', query }, options, readSearch);
    },
    lookup(value, f, entities, options) {
      const query = [
        ['q', value],
        ['f', f],
        ['entities', entities],
        ['include', options?.include],
      ] as const;
      return call({ method: 'GET', path: '/lookup', query }, options, readLookup);
    },
    filteredSearch(kind, rules, options) {
      const { singular, schema } = ENTITY_KINDS[kind];
      const query = [
        ['per_page', options?.perPage],
        ['page', options?.page],
        ['sort', options?.sort],
        ['sort_type', options?.sortType],
      ] as const;
      const body = { filter_rule: rules };
      const path = `/filtered_search/${singular}`;
      return call({ method: 'POST', path, query, body, effect: 'read' }, options, listReader(kind, schema));
    },
  };
}
