import { KINDS, type Kind } from '../../shared/entities/kind.ts';
import { DAY_MS, dayOf } from './dates.ts';
import { MODEL_OF_KIND } from './kinds.ts';
import type { Row } from './state/row.ts';
import { hiddenKey, type World } from './world.ts';

/** Records stay in the recycle bin for so long, then they are gone (quirks §5). */
export const BIN_DAYS = 90;

type Rule = (row: Row, world: World) => boolean;

interface View {
  readonly name: string;
  readonly isDefault: boolean;
  readonly rule: Rule;
}

const all: Rule = () => true;
const mine: Rule = (row, world) => row['owner_id'] === world.me;
/** The sample account's user looks after the first territory. */
const myTerritory: Rule = (row, world) => {
  const [first] = world.store.table('territories').after(0);
  return first !== undefined && row['territory_id'] === first.id;
};
const within =
  (key: string, days: number): Rule =>
  (row, world) =>
    Number(row[key] ?? -Infinity) >= world.now() - days * DAY_MS;
const neverContacted: Rule = (row) => row['last_contacted'] === null || row['last_contacted'] === undefined;
const score =
  (low: number, high: number): Rule =>
  (row) =>
    Number(row['lead_score'] ?? 0) >= low && Number(row['lead_score'] ?? 0) < high;
const silentFor =
  (from: number, to: number): Rule =>
  (row, world) => {
    const days = (world.now() - Number(row['last_contacted'] ?? -Infinity)) / DAY_MS;
    return days >= from && days < to;
  };

/** Whether a deal's stage is open, won or lost: by the stage's forecast type, never its name (quirks §6). */
export function forecastOf(deal: Row, world: World): string {
  const stage = world.store.get('deal_stages', Number(deal['deal_stage_id']));
  return String(stage?.['forecast_type'] ?? 'Open');
}
const forecast =
  (type: string): Rule =>
  (row, world) =>
    forecastOf(row, world) === type;
const open = forecast('Open');
const probability =
  (low: number, high: number): Rule =>
  (row, world) =>
    open(row, world) && Number(row['probability'] ?? 0) >= low && Number(row['probability'] ?? 0) <= high;
const closingThisWeek: Rule = (row, world) =>
  open(row, world) &&
  typeof row['expected_close'] === 'string' &&
  row['expected_close'] >= dayOf(world.now()) &&
  row['expected_close'] <= dayOf(world.now() + 7 * DAY_MS);

const view = (name: string, rule: Rule, isDefault = true): View => ({ name, rule, isDefault });

/** Rows of the recycle bin; the one view that shows what was deleted. */
export const BIN = 'Recycle Bin';
const ALL_DEALS = 'All Deals';

/** The views of each kind: the reference's, in its order, then those real accounts have besides (quirks §4). */
const VIEWS: Readonly<Record<Kind, readonly View[]>> = {
  leads: [
    view('My Leads', mine),
    view('New Leads', within('created_at', 7)),
    view('Unassigned Leads', (row) => row['owner_id'] === null),
    view('All Leads', all),
    view('Recently Modified', within('updated_at', 7)),
    view('My Territory Leads', myTerritory),
    view('Never Contacted', neverContacted),
    view('Hot Leads', score(70, Infinity), false),
    view('Warm Leads', score(30, 70), false),
    view('Cold Leads', score(-Infinity, 30), false),
    view(BIN, all, false),
  ],
  contacts: [
    view('My Contacts', mine),
    view('My Territory Contacts', myTerritory),
    view('New Contacts', within('created_at', 7)),
    view('All Contacts', all),
    view('Recently Modified', within('updated_at', 7)),
    view('Never Contacted', neverContacted),
    view('Needs Followup', silentFor(30, Infinity)),
    view('Active', silentFor(0, 30), false),
    view('Inactive', silentFor(90, Infinity), false),
    view('Slipping Away', silentFor(60, 90), false),
    view(BIN, all, false),
  ],
  sales_accounts: [
    view('My Accounts', mine),
    view('All Accounts', all),
    view('MY Territory Accounts', myTerritory),
    view('Recently Modified', within('updated_at', 7)),
    view(BIN, all, false),
  ],
  deals: [
    view('Open Deals', open),
    view('My Deals', mine),
    view('My Territory Deals', myTerritory),
    view('Recent Deals', within('created_at', 30)),
    view('Lost Deals', forecast('Closed Lost'), false),
    view('Won Deals', forecast('Closed Won'), false),
    view('Hot Deals', probability(60, 100), false),
    view('Cold Deals', probability(0, 29), false),
    view('Closing this week', closingThisWeek, false),
    view(ALL_DEALS, all, false),
    view(BIN, all, false),
  ],
};

const FIRST_VIEW_ID = 70_000_050_000;

/** The rows of the table of views. Further ones, under other ids, behave by their name. */
export function makeViews(madeAt: number): Row[] {
  let id = FIRST_VIEW_ID;
  return KINDS.flatMap((kind) =>
    VIEWS[kind].map(({ name, isDefault }) => ({
      id: (id += 1),
      name,
      model_class_name: MODEL_OF_KIND[kind],
      user_id: -1,
      is_default: isDefault,
      is_public: true,
      updated_at: madeAt - 300 * DAY_MS,
    })),
  );
}

/** The words of view names in the languages that accounts were seen in; other words stay as they are. */
const WORDS: Readonly<Record<'nl' | 'es', Readonly<Record<string, string>>>> = {
  nl: {
    All: 'Alle',
    My: 'Mijn',
    MY: 'Mijn',
    New: 'Nieuwe',
    Won: 'Gewonnen',
    Lost: 'Verloren',
    Bin: 'bak',
    Recycle: 'Prullen',
  },
  es: {
    All: 'Todos los',
    My: 'Mis',
    MY: 'Mis',
    New: 'Nuevos',
    Open: 'Abiertos',
    Won: 'Ganados',
    Lost: 'Perdidos',
    Bin: 'reciclaje',
    Recycle: 'Papelera de',
  },
};

/** The name of a view as the account shows it (quirks §4: it may be localised). */
export function viewName(view: Row, world: World): string {
  const language = world.quirks.localisedViewNames;
  const name = String(view['name']);
  if (language === null) return name;
  return name
    .split(' ')
    .map((word) => WORDS[language][word] ?? word)
    .join(' ');
}

/** The views of a kind as the account shows them. */
export function viewsOf(kind: Kind, world: World): Row[] {
  const hidden = world.quirks.noAllDealsView ? ALL_DEALS : null;
  return world.store
    .table('views')
    .all()
    .filter((row) => row['model_class_name'] === MODEL_OF_KIND[kind] && row['name'] !== hidden);
}

/** Whether the recycle bin still holds a deleted record. */
export function inBin(row: Row, world: World): boolean {
  return (
    row['is_deleted'] === true && Number(row['deleted_at'] ?? world.now()) > world.now() - BIN_DAYS * DAY_MS
  );
}

/** Which records a view shows: a test by row. A view whose name is not known shows all. */
export function membersOf(kind: Kind, viewRow: Row, world: World): (row: Row) => boolean {
  const isHidden = (row: Row): boolean => world.hidden.size > 0 && world.hidden.has(hiddenKey(kind, row.id));
  if (viewRow['name'] === BIN) return (row) => inBin(row, world) && !isHidden(row);
  const rule = VIEWS[kind].find(({ name }) => name === viewRow['name'])?.rule ?? all;
  return (row) => row['is_deleted'] !== true && rule(row, world) && !isHidden(row);
}
