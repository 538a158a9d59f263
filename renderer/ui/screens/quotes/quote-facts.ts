import { idOf, textOf, type RawRecord } from '../../../../shared/entities/record.ts';
import type { Fact } from '../../components/fact.ts';
import { selectorName, type ConfigurationValues } from '../../lib/configuration.ts';
import type { Formats } from '../../lib/format.ts';
import { m } from '../../paraglide/messages.js';
import { customFacts, datedFacts, present } from '../products/product-facts.ts';

/** The parts of an address, as keys end (reference: Documents, `billing_address` and on). */
export const ADDRESS_PARTS = ['address', 'zipcode', 'city', 'state', 'country'] as const;

/** An address in lines, as one writes it on a letter: the street, the post code and town, the region, the country. */
export function addressLines(record: RawRecord, of: 'billing' | 'shipping'): readonly string[] {
  const part = (key: string): string => textOf(record, `${of}_${key}`)?.trim() ?? '';
  const town = [part('zipcode'), part('city')].filter(Boolean).join(' ');
  return [...part('address').split('\n'), town, part('state'), part('country')]
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** The facts of a quote beside its head and its lines. */
export function quoteFacts(
  record: RawRecord,
  values: ConfigurationValues,
  formats: Formats,
): readonly Fact[] {
  const owner = idOf(record, 'owner_id');
  const territory = idOf(record, 'territory_id');
  return present([
    ['document_type', m.field_type(), textOf(record, 'document_type')],
    ['cpq_document_template_name', m.quote_template(), textOf(record, 'cpq_document_template_name')],
    ['owner_id', m.field_owner(), owner === null ? null : selectorName(values, 'owners', owner)],
    [
      'territory_id',
      m.field_territory(),
      territory === null ? null : selectorName(values, 'territories', territory),
    ],
    ['billing_address', m.quote_billing(), addressLines(record, 'billing').join('\n')],
    ['shipping_address', m.quote_shipping(), addressLines(record, 'shipping').join('\n')],
    ...customFacts(record),
    ...datedFacts(record, formats),
  ]);
}
