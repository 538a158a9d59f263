import { live } from '../../lib/live.svelte.ts';
import type { Watches } from '../../lib/watches.ts';
import { writtenOf, writtenSpec, type Written } from './recent.ts';
import type { AboutRef } from './targets.ts';

/** What is written down about a record, kept current. Call it while a component initialises. */
export function writtenAbout(watches: Watches, about: () => AboutRef): { readonly all: readonly Written[] } {
  const notes = live(watches, () => writtenSpec('notes', about()));
  const tasks = live(watches, () => writtenSpec('tasks', about()));
  const calls = live(watches, () => writtenSpec('phone_calls', about()));
  const appointments = live(watches, () => writtenSpec('appointments', about()));
  const activities = live(watches, () => writtenSpec('sales_activities', about()));
  const all = $derived(
    writtenOf({
      ...(notes.value ? { notes: notes.value } : {}),
      ...(tasks.value ? { tasks: tasks.value } : {}),
      ...(calls.value ? { phone_calls: calls.value } : {}),
      ...(appointments.value ? { appointments: appointments.value } : {}),
      ...(activities.value ? { sales_activities: activities.value } : {}),
    }),
  );
  return {
    get all() {
      return all;
    },
  };
}
