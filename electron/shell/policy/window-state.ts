import { z } from 'zod';

const boundsSchema = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
});
export type Bounds = z.infer<typeof boundsSchema>;

/** Where the window was when it was last closed. */
export const windowStateSchema = z.object({ bounds: boundsSchema, maximized: z.boolean() });
export type WindowState = z.infer<typeof windowStateSchema>;

export const MIN_SIZE = { width: 720, height: 480 } as const;
const FIRST_SIZE = { width: 1280, height: 800 } as const;
/** So much of the title bar must be on some display, or nobody could take hold of the window. */
const REACHABLE = { width: 100, height: 32 } as const;

/**
 * Where to open the window: where it was, made no larger than the display it is on, or at its first size in the middle where it has not been, or where
 * its display is gone.
 * @param displays the work areas of the displays
 */
export function placeWindow(
  saved: WindowState | null,
  displays: readonly Bounds[],
): Partial<Bounds> & { width: number; height: number } {
  const display = saved && displays.find((area) => isReachable(saved.bounds, area));
  if (!saved || !display) return FIRST_SIZE;
  const { x, y, width, height } = saved.bounds;
  return {
    x,
    y,
    width: Math.max(MIN_SIZE.width, Math.min(width, display.width)),
    height: Math.max(MIN_SIZE.height, Math.min(height, display.height)),
  };
}

function isReachable(window: Bounds, area: Bounds): boolean {
  const left = Math.max(window.x, area.x);
  const right = Math.min(window.x + window.width, area.x + area.width);
  const top = window.y;
  return right - left >= REACHABLE.width && top >= area.y && top <= area.y + area.height - REACHABLE.height;
}
