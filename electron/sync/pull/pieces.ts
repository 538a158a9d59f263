import { CONFIGURED_KINDS, type ConfiguredKind } from '../../../shared/entities/field-configuration.ts';
import { KINDS, type Kind } from '../../../shared/entities/kind.ts';
import { SELECTORS, type Selector } from '../../../shared/entities/selectors.ts';

/** A piece of the account's configuration that takes a call to read, by the key under which it is stored. */
export type Piece = `filters:${Kind}` | `fields:${ConfiguredKind}` | `selector:${Selector}`;

/** Without these no view can be walked and no list be read with names. */
export const ESSENTIAL: readonly Piece[] = [
  ...KINDS.map((kind): Piece => `filters:${kind}`),
  'selector:owners',
  'selector:deal_pipelines',
  'selector:currencies',
];

/** What a new record or a note of a call is filled in with. */
export const FOR_FORMS: readonly Piece[] = [
  ...KINDS.map((kind): Piece => `fields:${kind}`),
  'selector:contact_statuses',
  'selector:sales_activity_types',
];

/** The stages of all pipelines come with the pipelines; their selector knows only the default one's (reference: Configuration). */
const WITH_OTHERS: ReadonlySet<Selector> = new Set<Selector>(['deal_stages']);

/** Everything, in the order of need. What no list, form or board of the mirrored kinds needs comes when those are here (decision 0007). */
export const PIECES: readonly Piece[] = [
  ...new Set<Piece>([
    ...ESSENTIAL,
    ...FOR_FORMS,
    ...SELECTORS.filter((selector) => !WITH_OTHERS.has(selector)).map(
      (selector): Piece => `selector:${selector}`,
    ),
    ...CONFIGURED_KINDS.map((kind): Piece => `fields:${kind}`),
  ]),
];

/** The piece that a selector comes with. */
export function pieceOfSelector(selector: Selector): Piece {
  return selector === 'deal_stages' ? 'selector:deal_pipelines' : `selector:${selector}`;
}

/** The kind whose fields a piece is; null for others. */
export function fieldsOfPiece(piece: Piece): ConfiguredKind | null {
  return CONFIGURED_KINDS.find((kind) => piece === `fields:${kind}`) ?? null;
}

/** The mirrored kind that a piece belongs to; null for others. */
export function kindOfPiece(piece: Piece): Kind | null {
  const [type, name] = piece.split(':');
  return type === 'selector' ? null : (KINDS.find((kind) => kind === name) ?? null);
}
