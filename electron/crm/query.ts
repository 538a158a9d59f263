/** A query's value; a list is joined by commas, null and undefined leave the name out. */
export type QueryValue = string | number | boolean | readonly string[] | null | undefined;

/** A query in the order in which it is written. */
export type Query = readonly (readonly [name: string, value: QueryValue])[];

/**
 * Writes a query with its question mark, or nothing when all values are left out. Commas stay as they are, as the reference shows them
 * (`include=users,targetable`); everything else that has a meaning in a query is escaped (`+` as `%2B`, quirks §4).
 */
export function writeQuery(query: Query): string {
  const parts = query.flatMap(([name, value]) => {
    if (value === null || value === undefined || (Array.isArray(value) && value.length === 0)) return [];
    return [
      `${encodeURIComponent(name)}=${encodeURIComponent(String(value).toWellFormed()).replaceAll('%2C', ',')}`,
    ];
  });
  return parts.length === 0 ? '' : `?${parts.join('&')}`;
}
