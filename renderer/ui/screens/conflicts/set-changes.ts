/** An item of a list, and what becomes of it. */
export interface SetItem {
  readonly text: string;
  readonly change: 'stays' | 'comes' | 'goes';
}

/** What becomes of each item when one list takes the place of another: those that stay and come in the new one's order, then those that go. */
export function setChanges(before: readonly string[], after: readonly string[]): readonly SetItem[] {
  return [
    ...after.map((text): SetItem => ({ text, change: before.includes(text) ? 'stays' : 'comes' })),
    ...before.filter((text) => !after.includes(text)).map((text): SetItem => ({ text, change: 'goes' })),
  ];
}
