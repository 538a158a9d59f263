/** The screens that are not needed for the first frame: each comes with what it alone needs. */
export const LATER_SCREENS = {
  list: () => import('../screens/list/List.svelte'),
  record: () => import('../screens/record/RecordView.svelte'),
  recordPage: () => import('../screens/record/RecordPage.svelte'),
  firstFetch: () => import('../screens/first-run/FirstFetch.svelte'),
  board: () => import('../screens/board/Board.svelte'),
  tasks: () => import('../screens/tasks/TasksScreen.svelte'),
  calendar: () => import('../screens/calendar/CalendarScreen.svelte'),
  products: () => import('../screens/products/ProductsScreen.svelte'),
  quotes: () => import('../screens/quotes/QuotesScreen.svelte'),
  flight: () => import('../screens/flight/FlightCheck.svelte'),
  import: () => import('../screens/import/ImportScreen.svelte'),
  diagnostics: () => import('../screens/diagnostics/Diagnostics.svelte'),
  edit: () => import('../screens/edit/EditPage.svelte'),
  outbox: () => import('../screens/outbox/OutboxScreen.svelte'),
  conflicts: () => import('../screens/conflicts/ConflictsScreen.svelte'),
  sync: () => import('../screens/sync/SyncScreen.svelte'),
  news: () => import('../screens/updates/News.svelte'),
  updates: () => import('../screens/updates/NewerNeeded.svelte'),
  recovery: () => import('../screens/security/RecoveryCard.svelte'),
  whichPerson: () => import('../screens/security/WhichPerson.svelte'),
  lock: () => import('../screens/security/LockScreen.svelte'),
  shortcuts: () => import('../screens/help/ShortcutsSheet.svelte'),
  settings: () => import('../screens/settings/Settings.svelte'),
} as const;

/** Brings them all when there is nothing else to do, so that each is there at once, whatever becomes of the host. What fails is asked for again with its screen. */
export function bringLaterScreens(page: Window): () => void {
  // Not every engine that the tests run in is ever idle.
  if (!('requestIdleCallback' in page)) return () => undefined;
  const waiting = page.requestIdleCallback(() => {
    for (const load of Object.values(LATER_SCREENS)) load().catch(() => undefined);
  });
  return () => page.cancelIdleCallback(waiting);
}
