import type { Kind } from './kind.ts';
import type { ViewFilter } from './view-filter.ts';

/**
 * What a view of the account is called tells what it holds, and nothing else does: the API gives its name, whose it is, and flags that all of the system's share (reference: the
 * filters of each kind; quirks §4). Names follow the account's language and its own words for the kinds, so they are known by the words beside the kind, in the languages an
 * account may be set to. They are compared trimmed.
 */
export const VIEW_NAMES = {
  /** All of the kind. */
  all: /^(?:(?:all|alle|tous|toutes|todos|todas|tutti|tutte|wszystkie|alla)(?=$|[\s_-])|すべて|全部|所有)/iu,
  open: /^(open|offene?|ouvert|abiert|apert|otwart|öppna|aberto)/iu,
  won: /^(won|gewonnen|gagn|ganad|vint|wygran|vunn|ganho)/iu,
  lost: /^(lost|verloren|perdu|perdid|pers|przegran|förlorad)/iu,
  /** The recycle bin. */
  bin: /recycle|recyclage|reciclaje|reciclagem|cestino|deleted|papierkorb|corbeille|papelera|lixeira|prullen|papperskorg|kosz|ごみ箱|回收站|bin$/iu,
  unassigned:
    /^(?:unassigned|nicht zugewiesene?|niet toegewezen) |(?: sin asignar| non attribuée?s?| não atribuíd[ao]s| non assegnat[ie])$/iu,
  recent:
    /^(?:recently modified|(?:kürzlich|zuletzt) (?:geänderte?|bearbeitete?)|modifiée?s? récemment|modificad[ao]s? recientemente|modificad[ao]s? recentemente|modificat[ie] (?:di )?recente|onlangs gewijzigd)$/iu,
  neverContacted:
    /^(?:never contacted|nie kontaktierte?|jamais contactée?s?|nunca contactad[ao]s?|nunca contatad[ao]s?|mai contattat[ie]|nooit gecontacteerd)$/iu,
} as const;

const MINE = /^(?:my|meine?|mes|mis|meus|minhas|miei|mie|mijn|moje|mina)\s+(.+)$/iu;

/** What English accounts call the kinds. */
const NOUNS: Readonly<Record<Kind, string>> = {
  leads: 'leads',
  contacts: 'contacts',
  sales_accounts: 'accounts',
  deals: 'deals',
};

/** Whether a view holds what is the user's own: "my" and the kind's name, as other views of the account have it. "My territory" is another thing. */
export function isMine(kind: Kind, name: string, views: readonly ViewFilter[]): boolean {
  const noun = MINE.exec(name.trim())?.[1]?.toLowerCase();
  if (noun === undefined) return false;
  if (noun === NOUNS[kind]) return true;
  const { all, open, won, lost } = VIEW_NAMES;
  return views.some(
    (view) =>
      [all, open, won, lost].some((adjective) => adjective.test(view.name.trim())) &&
      view.name.trim().toLowerCase().endsWith(` ${noun}`),
  );
}
