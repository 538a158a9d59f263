/** Something that is known, in words. */
export interface Fact {
  readonly key: string;
  readonly label: string;
  readonly text: string;
  /** Long: it takes a whole line. */
  readonly wide: boolean;
}
