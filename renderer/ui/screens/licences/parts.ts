/** A package that ships with Satchel (`build/licences/parts.ts`). */
export interface Part {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  readonly text: string;
}

/** Put in by the build; what runs from its sources has none. */
declare const SHIPPED_PARTS: readonly Part[] | undefined;

export const PARTS: readonly Part[] = typeof SHIPPED_PARTS === 'undefined' ? [] : SHIPPED_PARTS;
