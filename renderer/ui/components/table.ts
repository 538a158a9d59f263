/** A column of a table. */
export interface TableColumn {
  readonly key: string;
  readonly label: string;
  readonly align: 'start' | 'end';
  /** Its width as a track of a CSS grid. */
  readonly track: string;
  /** The least width it can be read at, in pixels; below the sum of these a table scrolls sideways. */
  readonly least?: number;
}

export interface TableSort {
  readonly column: string;
  readonly direction: 'asc' | 'desc';
}

/** Which rows of a table are chosen, by their places. */
export interface TableSelection {
  has(index: number): boolean;
  /** How much of all rows is chosen. */
  readonly extent: 'none' | 'some' | 'all';
  /** What the box of a row says to those who cannot see where it stands. */
  nameOf(index: number): string;
  readonly allName: string;
  /** `isRange`: everything from the row that was chosen last to this one. */
  toggle(index: number, isRange: boolean): void;
  toggleAll(): void;
}

/** One thing the menu of a heading can do. */
export interface HeadingItem {
  readonly key: string;
  readonly words: string;
  readonly checked?: boolean;
  /** Whether a line stands before it. */
  readonly line?: boolean;
  run(): void;
}

/** What the heading of a column can be asked for beside sorting. */
export interface TableHeadings {
  /** What the button of the menu says. */
  menuName(column: TableColumn): string;
  menu(column: TableColumn): readonly HeadingItem[];
  /** What the edge of the heading says; it is dragged. */
  widthName(column: TableColumn): string;
  /** Told the width it was dragged to, in pixels. */
  onwidth(column: TableColumn, width: number): void;
}

/** The least and the greatest width of a column, in pixels. */
export const LEAST_WIDTH = 56;
export const GREATEST_WIDTH = 800;

/** A width that a column may have. */
export function allowedWidth(width: number): number {
  return Math.round(Math.max(LEAST_WIDTH, Math.min(GREATEST_WIDTH, width)));
}
