import { refKey, type RecordRef } from '../../../shared/entities/kind.ts';
import type { Services } from './services.ts';

/** What records are called, as far as they are here. */
export interface RecordTitles {
  /** Null while it is not known, and where the record is not on this device. */
  of(ref: RecordRef): string | null;
}

/** So many are asked for at once. */
const MOST = 1000;

/** Asks what records are called, and again when others are wanted. Call it while a component initialises. */
export function recordTitles(services: Services, wanted: () => readonly RecordRef[]): RecordTitles {
  let titles: Readonly<Record<string, string>> = $state.raw({});
  const refs = $derived(
    Object.values(Object.fromEntries(wanted().map((ref) => [refKey(ref), ref]))).slice(0, MOST),
  );
  let asking = 0;

  $effect(() => {
    if (refs.length === 0) return;
    const asked = ++asking;
    services.store.call('titles', { refs }).then(
      (answer) => {
        if (asked === asking) titles = answer.titles;
      },
      () => undefined, // The store is gone; the screens around say so.
    );
  });

  return { of: (ref) => titles[refKey(ref)] ?? null };
}
