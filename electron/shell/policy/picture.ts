/** Pictures that are drawn by the app itself: the sign in the tray and the number on the taskbar. */

export type Colour = readonly [red: number, green: number, blue: number];

/** Whether a point is inside; both from 0 to 1, from the upper left. */
type Inside = (x: number, y: number) => boolean;

export interface Shape {
  readonly inside: Inside;
  readonly colour: Colour;
}

/** Points that are looked at in each direction of a pixel. */
const SAMPLES = 4;

/**
 * Draws shapes over each other, later ones on top, with smooth edges.
 * @returns `size` × `size` pixels as Electron's `createFromBitmap` takes them: blue, green, red, alpha, with the colours multiplied by alpha
 */
export function draw(size: number, shapes: readonly Shape[]): Uint8Array {
  const pixels = new Uint8Array(size * size * 4);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const sum = [0, 0, 0, 0] as [number, number, number, number];
      for (let sample = 0; sample < SAMPLES * SAMPLES; sample++) {
        const x = (column + ((sample % SAMPLES) + 0.5) / SAMPLES) / size;
        const y = (row + (Math.floor(sample / SAMPLES) + 0.5) / SAMPLES) / size;
        const shape = shapes.findLast(({ inside }) => inside(x, y));
        if (!shape) continue;
        const [red, green, blue] = shape.colour;
        sum[0] += blue;
        sum[1] += green;
        sum[2] += red;
        sum[3] += 255;
      }
      pixels.set(
        sum.map((value) => Math.round(value / (SAMPLES * SAMPLES))),
        (row * size + column) * 4,
      );
    }
  }
  return pixels;
}

function circle(centreX: number, centreY: number, radius: number): Inside {
  return (x, y) => (x - centreX) ** 2 + (y - centreY) ** 2 <= radius ** 2;
}

function rounded(left: number, top: number, width: number, height: number, radius: number): Inside {
  return (x, y) => {
    const beyondX = Math.max(left + radius - x, x - (left + width - radius), 0);
    const beyondY = Math.max(top + radius - y, y - (top + height - radius), 0);
    return beyondX ** 2 + beyondY ** 2 <= radius ** 2;
  };
}

/** The satchel of `build/icons/satchel.svg` without its ground, simple enough for 16 pixels. */
function satchel(colour: Colour): Shape[] {
  const outer = rounded(0.28, 0.06, 0.44, 0.5, 0.2);
  const inner = rounded(0.38, 0.16, 0.24, 0.5, 0.1);
  const bag = rounded(0.04, 0.28, 0.92, 0.64, 0.12);
  const flap = rounded(0.04, 0.56, 0.92, 0.06, 0);
  const clasp = rounded(0.4, 0.5, 0.2, 0.2, 0.05);
  return [
    {
      colour,
      inside: (x, y) =>
        (outer(x, y) && !inner(x, y) && y < 0.3) || (bag(x, y) && (!flap(x, y) || clasp(x, y))),
    },
  ];
}

const WAITING: Colour = [226, 138, 16];
const BLACK: Colour = [0, 0, 0];

/**
 * The sign in the tray, with a dot where changes wait. On macOS it is black, as a template that the system colours; elsewhere it is as it is on the ground it lies on.
 * @param isOnDark whether the panel is dark
 */
export function trayPicture(size: number, platform: string, isOnDark: boolean, waiting: boolean): Uint8Array {
  const ink: Colour = platform === 'darwin' ? BLACK : isOnDark ? [240, 244, 242] : [11, 107, 93];
  const dot: Shape = { inside: circle(0.8, 0.8, 0.2), colour: platform === 'darwin' ? BLACK : WAITING };
  const gap = circle(0.8, 0.8, 0.28);
  const bag = satchel(ink).map(({ inside, colour }) => ({
    colour,
    inside: waiting ? (x: number, y: number) => inside(x, y) && !gap(x, y) : inside,
  }));
  return draw(size, waiting ? [...bag, dot] : bag);
}

/** Figures of three by five points, a row an item. */
const FIGURES: Readonly<Record<string, readonly string[]>> = {
  '0': ['###', '# #', '# #', '# #', '###'],
  '1': [' # ', '## ', ' # ', ' # ', '###'],
  '2': ['###', '  #', '###', '#  ', '###'],
  '3': ['###', '  #', '###', '  #', '###'],
  '4': ['# #', '# #', '###', '  #', '  #'],
  '5': ['###', '#  ', '###', '  #', '###'],
  '6': ['###', '#  ', '###', '# #', '###'],
  '7': ['###', '  #', '  #', ' # ', ' # '],
  '8': ['###', '# #', '###', '# #', '###'],
  '9': ['###', '# #', '###', '  #', '###'],
  '+': ['   ', ' # ', '###', ' # ', '   '],
};

/** What a count is written as where there is room for two signs. */
export function badgeText(count: number): string {
  return count > 9 ? '9+' : String(count);
}

/** The number of waiting changes over the app's sign on the taskbar (Windows). */
export function badgePicture(size: number, count: number): Uint8Array {
  const text = badgeText(count);
  const columns = text.length * 4 - 1;
  const point = 0.62 / Math.max(5, columns);
  const left = 0.5 - (columns * point) / 2;
  const top = 0.5 - (5 * point) / 2;
  const figures: Inside = (x, y) => {
    const column = Math.floor((x - left) / point);
    const row = Math.floor((y - top) / point);
    if (column < 0 || row < 0) return false;
    const sign = text[Math.floor(column / 4)];
    return sign !== undefined && FIGURES[sign]?.[row]?.[column % 4] === '#';
  };
  return draw(size, [
    { inside: circle(0.5, 0.5, 0.5), colour: WAITING },
    { inside: figures, colour: BLACK },
  ]);
}
