import { AppError } from '../../../../shared/errors.ts';

/** Items that are worked on before the page has its turn: some milliseconds' worth. */
const SLICE = 250;

/**
 * Works on many items without holding up the page, which draws and hears keys between two slices.
 * @param onSlice told after each slice how many are done
 * @throws AppError `cancelled` where `signal` says so
 */
export async function inSlices<T>(
  items: readonly T[],
  work: (item: T, index: number) => void,
  { signal, onSlice }: { readonly signal: AbortSignal; readonly onSlice?: (done: number) => void },
): Promise<void> {
  for (let from = 0; from < items.length; from += SLICE) {
    const slice = items.slice(from, from + SLICE);
    for (const [index, item] of slice.entries()) work(item, from + index);
    onSlice?.(from + slice.length);
    await turn(signal);
  }
}

/** Lets the page have its turn. @throws AppError `cancelled` */
export async function turn(signal: AbortSignal): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 0));
  if (signal.aborted) throw new AppError({ code: 'cancelled' });
}
