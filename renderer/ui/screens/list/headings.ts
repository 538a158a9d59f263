import type { Sort } from '../../../../shared/store-port.ts';
import type { HeadingItem } from '../../components/table.ts';
import { m } from '../../paraglide/messages.js';
import type { Layout, ShownColumn } from './columns.ts';

/** How much wider or narrower a column gets at once, in pixels. */
const STEP = 24;

/** What a list can do when the menu of a heading asks for it. */
export interface HeadingActions {
  sort(sorts: readonly Sort[]): void;
  arrange(layout: Layout): void;
  /** How wide a column is drawn now, in pixels. */
  widthOf(column: string): number;
}

/** The menu of a heading. `layout` is what is shown now. */
export function headingItems(
  { key }: ShownColumn,
  sorts: readonly Sort[],
  layout: Layout,
  actions: HeadingActions,
): readonly HeadingItem[] {
  const place = layout.findIndex((column) => column.key === key);
  const held = sorts.find((sort) => sort.column === key);
  const others = sorts.filter((sort) => sort.column !== key);
  const direction = (wanted: Sort['direction'], words: string): HeadingItem => ({
    key: wanted,
    words,
    checked: held?.direction === wanted && others.length === 0,
    run: () => actions.sort([{ column: key, direction: wanted }]),
  });
  const widened = (width: number | null): Layout =>
    layout.map((column) => (column.key === key ? { key, width } : column));
  return [
    direction('asc', m.heading_ascending()),
    direction('desc', m.heading_descending()),
    ...(held
      ? others.length > 0
        ? [{ key: 'not', words: m.heading_not_by(), run: () => actions.sort(others) }]
        : []
      : [
          {
            key: 'also',
            words: m.heading_also_by(),
            run: () => actions.sort([...sorts, { column: key, direction: 'asc' }]),
          },
        ]),
    {
      key: 'wider',
      words: m.heading_wider(),
      line: true,
      run: () => actions.arrange(widened(actions.widthOf(key) + STEP)),
    },
    {
      key: 'narrower',
      words: m.heading_narrower(),
      run: () => actions.arrange(widened(Math.max(STEP * 2, actions.widthOf(key) - STEP))),
    },
    { key: 'usual', words: m.heading_usual_width(), run: () => actions.arrange(widened(null)) },
    // The name stays first: it is what a row is known by.
    ...(place > 1
      ? [
          {
            key: 'left',
            words: m.heading_left(),
            line: true,
            run: () => actions.arrange(swapped(layout, place, -1)),
          },
        ]
      : []),
    ...(place > 0 && place < layout.length - 1
      ? [
          {
            key: 'right',
            words: m.heading_right(),
            line: place === 1,
            run: () => actions.arrange(swapped(layout, place, 1)),
          },
        ]
      : []),
    ...(place > 0
      ? [
          {
            key: 'hide',
            words: m.heading_hide(),
            run: () => actions.arrange(layout.filter((column) => column.key !== key)),
          },
        ]
      : []),
  ];
}

function swapped(layout: Layout, place: number, by: number): Layout {
  const held = layout[place];
  return held ? layout.toSpliced(place, 1).toSpliced(place + by, 0, held) : layout;
}
