/** The parts of a record's page. */
export const RECORD_TABS = ['overview', 'timeline', 'related', 'files', 'team', 'history'] as const;
export type RecordTab = (typeof RECORD_TABS)[number];

/** A tab as it is shown. */
export interface TabWords {
  readonly key: RecordTab;
  readonly words: string;
  /** How much there is in it; 0 says nothing. */
  readonly count: number;
}
