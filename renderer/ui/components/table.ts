/** A column of a table. */
export interface TableColumn {
  readonly key: string;
  readonly label: string;
  readonly align: 'start' | 'end';
  /** Its width as a track of a CSS grid. */
  readonly track: string;
}

export interface TableSort {
  readonly column: string;
  readonly direction: 'asc' | 'desc';
}
