/**
 * What must not reach a log even where somebody passes it by mistake: keys, tokens, and what identifies a person. This is the second line; the
 * first is that nobody logs such things (shared/log.ts).
 */

const HIDDEN = '[hidden]';
/** How much of a text is looked at, and how much of the result goes where it was cut, so that half a secret is never kept. */
const LOOKED_AT = 3000;
const DROPPED = 1000;

/** In this order: a rule may rely on what those before it have taken out. */
const RULES: readonly { readonly pattern: RegExp; readonly replacement: string }[] = [
  // The CRM's own scheme (reference: Authentication), wherever it stands.
  { pattern: /\btoken\s+token\s*=[\s\\"']*[^\s\\"',;]+/gi, replacement: `Token token=${HIDDEN}` },
  { pattern: /\b((?:proxy-)?authorization["']?\s*[:=]\s*)[^\r\n]+/gi, replacement: `$1${HIDDEN}` },
  { pattern: /\b(bearer|basic)\s+[A-Za-z0-9+/=._~-]{6,}/gi, replacement: `$1 ${HIDDEN}` },
  // JWTs: three base64url parts, the first of which starts with `{"`.
  { pattern: /\beyJ[\w-]{4,}(?:\.[\w-]*){1,4}/g, replacement: HIDDEN },
  {
    pattern:
      /\b([\w-]*(?:token|secret|password|passwd|api[_-]?key|access[_-]?key)["']?\s*[=:]\s*["']?)(?!\[hidden\])[^\s"',;&}]+/gi,
    replacement: `$1${HIDDEN}`,
  },
  { pattern: /[^\s@<>"'(),;:=]+@[^\s@<>"'(),;:=]+\.[^\s@<>"'(),;:=.]+/gu, replacement: HIDDEN },
  // A recovery code, with its hyphens or with blanks in their place.
  { pattern: /\b[0-9A-HJKMNP-TV-Z]{4}(?:[- ][0-9A-HJKMNP-TV-Z]{4}){5}\b/gi, replacement: HIDDEN },
  // 32 bytes and more as base64: a data key, and whatever is sealed.
  {
    pattern: /(?<![\w+/])(?=[\w+/]*\d)(?=[\w+/]*[a-z])(?=[\w+/]*[A-Z])[A-Za-z0-9+/]{40,}={0,2}/g,
    replacement: HIDDEN,
  },
  // Keys by their look: a long unbroken run that mixes letters and digits.
  { pattern: /\b(?=[A-Za-z]*\d)(?=\d*[A-Za-z])[A-Za-z0-9]{16,}\b/g, replacement: HIDDEN },
];

/** Seven digits or more, with what people put between the digits of a phone number. */
const DIGITS = /\+?\(?\d(?:[ ().\-/\u00a0]{0,2}\d){6,}/g;
/** A day, perhaps with a time: the one long run of digits that is welcome. */
const DAY = /^\d{4}-\d{2}-\d{2}(?:[ T]\d{1,2})?$/;

/** The text without keys, tokens, e-mail addresses, and long runs of digits such as phone numbers; cut where it is very long. */
export function redact(text: string): string {
  const known = RULES.reduce(
    (current, rule) => current.replace(rule.pattern, rule.replacement),
    text.slice(0, LOOKED_AT),
  );
  const clean = known.replace(DIGITS, (digits) => (DAY.test(digits) ? digits : HIDDEN));
  return text.length > LOOKED_AT ? clean.slice(0, -DROPPED) : clean;
}
