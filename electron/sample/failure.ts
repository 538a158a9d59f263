/** What a request can be refused for, and the words for it in the languages accounts were seen to answer in (quirks §7). */
const MESSAGES = {
  blank: {
    en: "{field} can't be blank",
    nl: '{field} moet opgegeven zijn',
    es: '{field} no puede estar en blanco',
  },
  taken: { en: '{field} has already been taken', nl: '{field} is al in gebruik', es: '{field} ya existe' },
  notUnique: { en: '{field} is not unique', nl: '{field} is niet uniek', es: '{field} no es único' },
  invalid: { en: '{field} is invalid', nl: '{field} is ongeldig', es: '{field} no es válido' },
  invalidType: {
    en: 'The type for {field} is invalid.',
    nl: 'Het type van {field} is ongeldig.',
    es: 'El tipo de {field} no es válido.',
  },
  unknownField: {
    en: 'Invalid field: {field}',
    nl: 'Ongeldig veld: {field}',
    es: 'Campo no válido: {field}',
  },
  choice: {
    en: 'Incorrect value provided for {field}',
    nl: 'Onjuiste waarde voor {field}',
    es: 'Valor incorrecto para {field}',
  },
  contactable: {
    en: 'Please provide at least one of: email, mobile number, Twitter id',
    nl: 'Geef ten minste een e-mailadres, mobiel nummer of Twitter-id op',
    es: 'Indique al menos un correo, un móvil o un id de Twitter',
  },
  onlyWhen: {
    en: '{field} can be set only in stage {detail}',
    nl: '{field} kan alleen in fase {detail}',
    es: '{field} solo se admite en la etapa {detail}',
  },
  primaryAccount: {
    en: 'Exactly one primary account is needed',
    nl: 'Er is precies één primair account nodig',
    es: 'Se necesita exactamente una cuenta principal',
  },
  tooMany: {
    en: 'At most {detail} {field}',
    nl: 'Hoogstens {detail} {field}',
    es: 'Como máximo {detail} {field}',
  },
  uniqueField: {
    en: 'Please provide a unique field',
    nl: 'Geef een uniek veld op',
    es: 'Proporcione un campo único',
  },
  duplicates: {
    en: '{detail} found with same {field}',
    nl: '{detail} gevonden met hetzelfde {field}',
    es: '{detail} encontrados con el mismo {field}',
  },
  missing: {
    en: 'Required parameter missing: {field}',
    nl: 'Parameter ontbreekt: {field}',
    es: 'Falta el parámetro: {field}',
  },
  notFound: { en: 'Record not found', nl: 'Niet gevonden', es: 'No encontrado' },
  forbidden: {
    en: 'You are not authorized to perform this action.',
    nl: 'U bent niet bevoegd om deze bewerking uit te voeren.',
    es: 'No tiene permiso para esta acción.',
  },
  tooManyRequests: { en: 'Too many requests', nl: 'Te veel verzoeken', es: 'Demasiadas solicitudes' },
  tooManyJobs: {
    en: 'The number of bulk requests in progress has reached its limit',
    nl: 'Er lopen al te veel bulkverzoeken',
    es: 'Hay demasiadas solicitudes masivas en curso',
  },
  notJson: {
    en: 'The request is not valid JSON',
    nl: 'Het verzoek is geen geldige JSON',
    es: 'La solicitud no es JSON válido',
  },
  wrapperString: {
    en: 'no implicit conversion of Symbol into Integer',
    nl: 'no implicit conversion of Symbol into Integer',
    es: 'no implicit conversion of Symbol into Integer',
  },
} as const;

/** What can be the matter. */
export type MessageKey = keyof typeof MESSAGES;
/** What is the matter, with which field, and a detail such as a limit. */
export interface Message {
  readonly key: MessageKey;
  readonly field?: string;
  readonly detail?: string;
}

/** A refusal: thrown anywhere in a handler, it undoes the request's writes and becomes the answer. */
export class Refusal extends Error {
  readonly status: number;
  readonly messages: readonly Message[];
  /** Further keys of `errors`, such as `error_code` 3002 of a duplicate (quirks §7). */
  readonly extra: Readonly<Record<string, unknown>>;

  constructor(status: number, messages: readonly Message[], extra: Readonly<Record<string, unknown>> = {}) {
    super(messages.map((message) => message.key).join(', '));
    this.name = 'Refusal';
    this.status = status;
    this.messages = messages;
    this.extra = extra;
  }
}

/** A 400 with one message. */
export function invalid(key: MessageKey, field?: string, detail?: string): Refusal {
  return new Refusal(400, [
    { key, ...(field === undefined ? {} : { field }), ...(detail === undefined ? {} : { detail }) },
  ]);
}

/** The 404 of a record or path that is not there. */
export function notFound(): Refusal {
  return new Refusal(404, [{ key: 'notFound' }]);
}

/** The words of a message, in English or in the account's language. */
export function wordsOf(message: Message, language: 'nl' | 'es' | null): string {
  const template: string = MESSAGES[message.key][language ?? 'en'];
  return template
    .replace('{field}', message.field ?? '')
    .replace('{detail}', message.detail ?? '')
    .trim();
}

/** A field's name as messages show it: `last_name` becomes "Last name". */
export function fieldLabel(name: string): string {
  const words = name.replace(/^cf_/, '').replace(/_id$/, '').replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
