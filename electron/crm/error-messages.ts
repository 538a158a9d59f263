/** A field by which the words of a refusal may be told; a row of the account's field configuration fits. */
export interface FieldHint {
  readonly name: string;
  readonly label?: string | null | undefined;
}

/** Keys of an error body that are not names of fields. */
const NOT_FIELDS = new Set([
  'code',
  'message',
  'messages',
  'error_code',
  'status',
  'type',
  'detail',
  'details',
]);
const MESSAGES_MAX = 20;
const MESSAGE_LENGTH_MAX = 1000;

type Body = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textsOf(value: unknown): string[] {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  return list.flatMap((item) => {
    if (typeof item === 'string') return item.trim() === '' ? [] : [item.trim()];
    return isObject(item) ? textsOf(item['message'] ?? item['messages'] ?? []) : [];
  });
}

/** The parts of an error body that name a field: `errors: { mobile_number: ['…'] }`. */
function byField(body: Body): { field: string; texts: string[] }[] {
  const { errors } = body;
  if (!isObject(errors)) return [];
  return Object.entries(errors)
    .filter(([key]) => !NOT_FIELDS.has(key))
    .map(([field, value]) => ({ field, texts: textsOf(value) }))
    .filter(({ texts }) => texts.length > 0);
}

/** Where an error body keeps its words: the usual place first (quirks §7), then those that other servers of the same make use. */
function ownWords(body: Body): string[] {
  const { errors } = body;
  const places = [
    isObject(errors) ? (errors['message'] ?? errors['messages']) : errors,
    body['message'],
    body['error'],
    body['description'],
  ];
  return places.map(textsOf).find((texts) => texts.length > 0) ?? [];
}

/** The server's own words in an error body, in whatever language; empty where there are none. Nothing is ever concluded from them but the field. */
export function messagesOf(body: unknown): string[] {
  if (!isObject(body)) return textsOf(body).slice(0, MESSAGES_MAX);
  const words = [...ownWords(body), ...byField(body).flatMap(({ texts }) => texts)];
  return [...new Set(words)].slice(0, MESSAGES_MAX).map((text) => text.slice(0, MESSAGE_LENGTH_MAX));
}

/**
 * The field an error body speaks of, as the API names it, or null: the key under which its words stand; else the field whose label or name is found in
 * them ("Need to fill this Mobile to submit the form."), the longest where several are; else a word written as the API writes names
 * ("The type for sales_accounts is invalid.").
 */
export function fieldOf(
  body: unknown,
  messages: readonly string[],
  hints: readonly FieldHint[],
): string | null {
  const named = isObject(body) ? byField(body)[0]?.field : undefined;
  if (named !== undefined) return named;
  const mentioned = hints
    .map(({ name, label }) => ({
      name,
      length: Math.max(...[name, label ?? ''].map((words) => mention(messages, words))),
    }))
    .filter(({ length }) => length > 0)
    .sort((a, b) => b.length - a.length)[0];
  if (mentioned) return mentioned.name;
  return /(?<![\w.@/])[a-z]+(?:_[a-z0-9-]+)+(?![\w.@/])/.exec(messages.join('\n'))?.[0] ?? null;
}

/** How many letters of `words` are found in a message as whole words, without regard to case; 0 when they are not. */
function mention(messages: readonly string[], words: string): number {
  const plain = words.trim().toLowerCase();
  if (plain === '') return 0;
  const forms = [plain, plain.replaceAll('_', ' ')];
  const found = messages.some((message) => forms.some((form) => hasWords(message.toLowerCase(), form)));
  return found ? plain.length : 0;
}

function hasWords(text: string, words: string): boolean {
  const isLetter = (char: string | undefined) => char !== undefined && /[\p{L}\p{N}_]/u.test(char);
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
    if (!isLetter(text[at - 1]) && !isLetter(text[at + words.length])) return true;
  }
  return false;
}
