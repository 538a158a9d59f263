/** Countries where letters are written on Letter paper; everywhere else it is A4 (CLDR, `paperSize`). */
const LETTER = new Set(['BZ', 'CA', 'CL', 'CO', 'CR', 'GT', 'MX', 'NI', 'PA', 'PH', 'PR', 'SV', 'US', 'VE']);

/** The paper of a reader, by the region of their language; a language without one is taken for its most likely region ("en" is the United States'). */
export function paperOf(locale: string): 'a4' | 'letter' {
  const region = new Intl.Locale(locale).maximize().region;
  return region !== undefined && LETTER.has(region) ? 'letter' : 'a4';
}
