import { m } from '../../paraglide/messages.js';
import { wordsOf } from './choices.ts';

/** Any value of the API in a few words, for a sentence; the screens' word for nothing where there is none. */
export function valueWords(value: unknown): string {
  if (typeof value === 'boolean') return value ? m.value_yes() : m.value_no();
  const words = wordsOf(value);
  return words.length > 0 ? `“${words.join(', ')}”` : m.value_none();
}
