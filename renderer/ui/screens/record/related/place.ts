import { isKind, type RecordKind } from '../../../../../shared/entities/kind.ts';
import { hashOf, listRoute } from '../../../lib/routes.ts';

/** The address of a record that belongs to another; null for kinds without a place of their own. */
export function placeOf(kind: RecordKind, id: number): string | null {
  if (isKind(kind)) return hashOf(listRoute(kind, id));
  switch (kind) {
    case 'cpq_documents':
      return hashOf({ name: 'quotes', id });
    case 'products':
      return hashOf({ name: 'products', id });
    case 'tasks':
      return hashOf({ name: 'tasks', id });
    case 'appointments':
    case 'sales_activities':
    case 'notes':
    case 'phone_calls':
      return null;
  }
}
