/** Puts the parts of what the client gave together again, in the shape of the answer it was read from. */
export function rebuilt(result: unknown, answer: unknown): unknown {
  const isObject = (value: unknown): value is Record<string, unknown> =>
    typeof value === 'object' && value !== null;
  if (Array.isArray(result)) return { [Object.keys(isObject(answer) ? answer : {})[0] ?? '']: result };
  if (!isObject(result) || !isObject(answer)) return result;
  if ('answer' in result) return result['answer'];
  if (!('sideloads' in result)) return result;
  const { sideloads, meta, record, records, documents, documentLinks } = result;
  const whole: Record<string, unknown> = { ...(isObject(sideloads) ? sideloads : {}) };
  for (const key of Object.keys(answer)) {
    if (key in whole) continue;
    if (key === 'meta') whole[key] = meta;
    else if (key === 'documents') whole[key] = documents;
    else if (key === 'document_links') whole[key] = documentLinks;
    else whole[key] = record ?? records;
  }
  return whole;
}
