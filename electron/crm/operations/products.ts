import { productSchema } from '../../../shared/entities/product.ts';
import type { RawRecord } from '../../../shared/entities/record.ts';
import type { Caller, CallOptions } from '../call.ts';
import { cpqKind, type CpqKindOperations } from './cpq-kind.ts';
import type { FieldsAnswer } from '../../../shared/entities/field-configuration.ts';
import { fields, type FieldsOptions } from './configuration.ts';
import { documentAssociations, type FilesAnswer } from './files.ts';
import type { Id } from './options.ts';

/** A decimal; a string keeps all its digits. */
export type Amount = string | number;

export interface PriceWrite {
  /** Of a price that is there; none for a new one. */
  readonly id?: Id;
  readonly currency_code?: string;
  readonly unit_price?: Amount;
  readonly setup_fee?: Amount;
  readonly billing_cycle?: number;
  readonly billing_type?: number;
  /** Set to take the price away. */
  readonly _destroy?: true;
}

export interface ProductWrite extends RawRecord {
  name?: string;
  description?: string | null;
  category?: string | null;
  is_active?: boolean;
  parent_product?: Id | null;
  product_code?: string | null;
  sku_number?: string | null;
  valid_till?: string | null;
  owner_id?: Id | null;
  custom_field?: RawRecord;
  /** 1 one-time, 2 subscription; only when the first prices are given. */
  pricing_type?: 1 | 2;
  /** A price that is given overwrites the whole of the one that is there. */
  product_pricings?: readonly PriceWrite[];
}

/** A line of a deal or document (reference: Add Products to the Deal). What is left out of the list is removed; `discount` is per cent. */
export interface LineWrite {
  readonly id: Id;
  readonly quantity?: number;
  readonly discount?: Amount;
  readonly unit_price?: Amount;
  readonly setup_fee?: Amount;
  readonly billing_cycle?: number;
}

/** Products (reference: Products). Prices are written by `update` with `include: ['product_pricings']`. */
export interface ProductOperations extends CpqKindOperations<ProductWrite> {
  documentAssociations(id: Id, options?: CallOptions): Promise<FilesAnswer>;
  /** Not in the reference: an account may answer that there is no such thing. */
  fields(options?: FieldsOptions): Promise<FieldsAnswer>;
}

export function productOperations(call: Caller): ProductOperations {
  return {
    ...cpqKind<ProductWrite>(call, 'products', 'product', productSchema),
    documentAssociations: (id, options) => documentAssociations(call, `/products/${id}`, options),
    fields: (options) => fields(call, 'products', options),
  };
}
