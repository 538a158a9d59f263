import { z } from 'zod';
import { parseAmount } from '../money.ts';
import { parseDay, parseInstant } from '../time.ts';

/**
 * The kinds of value a field of the API holds, as schemas. They check and never change: what the server sent is what is kept. Every
 * field may be null, and may be left out (a view gives fewer keys than a record, quirks §4).
 */

const nullable = <T extends z.ZodType>(schema: T) => schema.nullish();

/** Text, or a number where the server is careless (zip codes, employees). */
export const text = nullable(z.union([z.string(), z.number()]));
/** A whole or broken number; as digits too, because selectors and old accounts send strings. */
export const number = nullable(
  z.union([z.number(), z.bigint(), z.string().refine((value) => parseAmount(value) !== null)]),
);
export const flag = nullable(z.boolean());
/** An exact decimal: a string such as "7700.0", or a number (quirks §6). */
export const amount = nullable(
  z.union([
    z.number(),
    z.bigint(),
    z.string().refine((value) => value === '' || parseAmount(value) !== null, 'not an amount'),
  ]),
);
/** An instant with an offset, with `Z`, or without a zone, which is UTC. */
export const instant = nullable(
  z.string().refine((value) => value === '' || parseInstant(value) !== null, 'not an instant'),
);
/** A calendar day. Some accounts send an instant instead; its day counts. */
export const day = nullable(
  z.string().refine((value) => value === '' || parseDay(value) !== null, 'not a date'),
);
/** The id of another record, as a number or as digits. */
export const reference = nullable(z.union([z.number().int(), z.string().regex(/^\d{1,15}$/)]));
export const strings = nullable(z.array(z.string()));
/** The map of an account's own fields; keys are kept whatever they are (`cf_no-go_truck_types`, quirks §6). */
export const customField = nullable(z.record(z.string(), z.unknown()));
/** Where the account keeps a record's related lists; use these paths, never build them (quirks §1). */
export const links = nullable(z.record(z.string(), z.unknown()));
/** A list of objects of which only some keys are known. */
export const objects = <T extends z.ZodRawShape>(shape: T) => nullable(z.array(z.looseObject(shape)));
export const object = <T extends z.ZodRawShape>(shape: T) => nullable(z.looseObject(shape));

/** E-mail addresses of a person (reference: Leads, `emails`). */
export const emails = nullable(
  z.array(
    z.looseObject({
      id: reference,
      value: nullable(z.string()),
      is_primary: flag,
      label: nullable(z.string()),
      _destroy: flag,
    }),
  ),
);
