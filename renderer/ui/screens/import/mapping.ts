import type { FormField } from '../../lib/form-fields.ts';

/** Which field each column of a file fills in, by the column's place; null for a column that is left out. */
export type Mapping = readonly (string | null)[];

/** What other programs call a field, folded as `foldHeading` does; by path. */
const ALSO: Readonly<Record<string, readonly string[]>> = {
  emails: ['email', 'mail', 'emailaddress', 'emailaddresses', 'workemail', 'correo', 'correoelectronico'],
  first_name: ['firstname', 'givenname', 'forename', 'vorname', 'nombre'],
  last_name: ['lastname', 'surname', 'familyname', 'nachname', 'apellido', 'apellidos'],
  mobile_number: ['mobile', 'mobilephone', 'cell', 'cellphone', 'handy', 'mobil', 'movil'],
  work_number: ['phone', 'workphone', 'businessphone', 'telephone', 'telefon', 'telefono', 'work'],
  phone: ['telephone', 'phonenumber', 'telefon', 'telefono', 'mainphone'],
  job_title: ['title', 'position', 'role', 'jobrole', 'cargo'],
  name: ['accountname', 'company', 'companyname', 'dealname', 'opportunityname', 'firma', 'empresa'],
  company: ['companyname', 'account', 'accountname', 'organisation', 'organization', 'firma', 'empresa'],
  sales_accounts: [
    'account',
    'accountname',
    'company',
    'companyname',
    'organisation',
    'organization',
    'firma',
    'empresa',
  ],
  sales_account_id: ['account', 'accountname', 'company', 'companyname', 'customer', 'firma', 'empresa'],
  amount: ['value', 'dealvalue', 'dealamount', 'betrag', 'importe'],
  expected_close: ['closedate', 'expectedclosedate', 'expectedclose'],
  owner_id: ['owner', 'salesowner', 'assignedto', 'besitzer', 'propietario'],
  zipcode: ['zip', 'postcode', 'postalcode', 'plz', 'codigopostal'],
  address: ['street', 'streetaddress', 'strasse', 'direccion'],
  city: ['town', 'ort', 'stadt', 'ciudad'],
  state: ['region', 'county', 'province', 'bundesland', 'provincia'],
  country: ['land', 'pais'],
  website: ['url', 'web', 'homepage', 'sitioweb'],
  tags: ['labels', 'etiquetas', 'schlagworte'],
  external_id: ['externalid', 'id', 'customerid', 'reference'],
};

/** A heading without case, accents, spaces and signs: "E-Mail Address" and "email_address" are one. */
export function foldHeading(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/**
 * Guesses which field each column fills in, by the field's own label and key first, then by what other programs call it. No field is given to two columns; a column that says nothing is left out.
 */
export function guessMapping(headings: readonly string[], fields: readonly FormField[]): Mapping {
  const taken = new Set<string>();
  const found: (string | null)[] = headings.map(() => null);
  const passes: ((field: FormField) => readonly string[])[] = [
    ({ label }) => [foldHeading(label)],
    ({ path }) => [foldHeading(path.replace(/^custom_field\.(cf_)?/, '').replace(/_id$/, ''))],
    ({ path }) => ALSO[path] ?? [],
  ];
  for (const namesOf of passes) {
    for (const [at, heading] of headings.entries()) {
      const folded = foldHeading(heading);
      if (folded === '' || found[at] !== null) continue;
      const field = fields.find((each) => !taken.has(each.path) && namesOf(each).includes(folded));
      if (!field) continue;
      found[at] = field.path;
      taken.add(field.path);
    }
  }
  return found;
}

/** Gives a column a field, or none; another column that had it loses it. */
export function withField(mapping: Mapping, column: number, path: string | null): Mapping {
  return mapping.map((held, at) => (at === column ? path : held === path ? null : held));
}

/** By what a mapping is found again: the same headings in the same order. */
export function mappingKey(headings: readonly string[]): string {
  return headings.map(foldHeading).join('|');
}

/** A mapping that was kept, as far as its fields still exist; null where there is none for as many columns. */
export function keptMapping(
  text: string | null,
  headings: readonly string[],
  fields: readonly FormField[],
): Mapping | null {
  if (text === null) return null;
  const kept = text.split('|');
  if (kept.length !== headings.length) return null;
  const known = new Set(fields.map(({ path }) => path));
  return kept.map((path) => (known.has(path) ? path : null));
}

/** A mapping as it is kept. Paths hold no bar. */
export function mappingText(mapping: Mapping): string {
  return mapping.map((path) => path ?? '').join('|');
}
