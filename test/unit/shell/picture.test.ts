import { describe, expect, it } from 'vitest';
import { badgePicture, badgeText, draw, trayPicture } from '../../../electron/shell/policy/picture.ts';

/** The pixels that are not clear, row by row. */
function filled(pixels: Uint8Array, size: number): string[] {
  return Array.from({ length: size }, (_, row) =>
    Array.from({ length: size }, (_, column) =>
      pixels[(row * size + column) * 4 + 3]! > 127 ? '#' : ' ',
    ).join(''),
  );
}

describe('drawing', () => {
  it('gives blue, green, red and alpha, multiplied, with smooth edges', () => {
    const half = draw(2, [{ inside: (x) => x < 0.25, colour: [200, 100, 40] }]);
    expect([...half.slice(0, 4)]).toEqual([20, 50, 100, 128]);
    expect([...half.slice(4, 8)]).toEqual([0, 0, 0, 0]);
  });

  it('lays later shapes over earlier ones', () => {
    const all = () => true;
    expect([
      ...draw(1, [
        { inside: all, colour: [1, 2, 3] },
        { inside: all, colour: [7, 8, 9] },
      ]),
    ]).toEqual([9, 8, 7, 255]);
  });
});

describe('the number on the taskbar', () => {
  it('has room for two signs', () => {
    expect([1, 9, 10, 250].map(badgeText)).toEqual(['1', '9', '9+', '9+']);
  });

  it('is another picture for each number, in a circle', () => {
    const pictures = Array.from({ length: 10 }, (_, index) => badgePicture(32, index + 1).join());
    expect(new Set(pictures).size).toBe(10);
    const rows = filled(badgePicture(32, 3), 32);
    expect(rows[0]?.trim().length).toBeLessThan(14);
    expect(rows[16]).toBe('#'.repeat(32));
  });
});

describe('the sign in the tray', () => {
  it('is black on macOS, and shows on light and dark panels elsewhere', () => {
    const colours = (platform: string, dark: boolean) => {
      const pixels = trayPicture(16, platform, dark, false);
      const at = pixels.findIndex((value, index) => index % 4 === 3 && value === 255) - 3;
      return [...pixels.slice(at, at + 3)];
    };
    expect(colours('darwin', true)).toEqual([0, 0, 0]);
    expect(colours('win32', true)).not.toEqual(colours('win32', false));
  });

  it('has a dot where changes wait, apart from the bag', () => {
    const plain = filled(trayPicture(32, 'linux', true, false), 32);
    const waiting = filled(trayPicture(32, 'linux', true, true), 32);
    const cleared = plain.flatMap((row, at) =>
      [...row].filter((pixel, column) => pixel === '#' && waiting[at]?.[column] === ' '),
    );
    expect(cleared.length).toBeGreaterThan(10);
    // The dot itself, in the corner.
    expect(waiting[25]?.slice(23, 28)).toBe('#####');
  });
});
