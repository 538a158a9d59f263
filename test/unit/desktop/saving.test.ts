import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isOtherNetwork, savingOf, type Surroundings } from '../../../electron/desktop/saving.ts';
import type { PageSurroundings } from '../../../shared/surroundings.ts';

const PAGE: PageSurroundings = { online: true, saveData: null, cellular: null, battery: null };
const POWER = { saver: null, metered: null, hot: null };

function why(change: Partial<Surroundings>) {
  return savingOf({ power: null, page: null, choice: 'auto', ...change });
}

const tri = fc.constantFrom(null, true, false);
const anyPower = fc.option(fc.record({ saver: tri, metered: tri, hot: tri }));
const anyPage = fc.option(
  fc.record({
    online: fc.boolean(),
    saveData: tri,
    cellular: tri,
    battery: fc.option(
      fc.record({ charging: fc.boolean(), level: fc.double({ min: 0, max: 1, noNaN: true }) }),
    ),
  }),
);

describe('why nothing is fetched ahead', () => {
  it('is nothing where nobody tells anything', () => {
    expect(why({})).toBeNull();
    expect(why({ power: POWER, page: PAGE })).toBeNull();
  });

  it('is what the user has chosen, whatever the system says', () => {
    fc.assert(
      fc.property(anyPower, anyPage, (power, page) => {
        expect(savingOf({ power, page, choice: 'always' })).toBe('asked');
        expect(savingOf({ power, page, choice: 'never' })).toBeNull();
      }),
    );
  });

  it('is the battery where the system saves power, and where a laptop is low and the system does not say', () => {
    expect(why({ power: { ...POWER, saver: true } })).toBe('battery');
    const low = { ...PAGE, battery: { charging: false, level: 0.2 } };
    expect(why({ page: low })).toBe('battery');
    expect(why({ page: { ...PAGE, battery: { charging: false, level: 0.21 } } })).toBeNull();
    expect(why({ page: { ...PAGE, battery: { charging: true, level: 0.05 } } })).toBeNull();
    // The system knows better.
    expect(why({ power: { ...POWER, saver: false }, page: low })).toBeNull();
  });

  it('is a network that is paid for by what goes over it', () => {
    expect(why({ power: { ...POWER, metered: true } })).toBe('metered');
    expect(why({ page: { ...PAGE, saveData: true } })).toBe('metered');
    expect(why({ page: { ...PAGE, cellular: true } })).toBe('metered');
  });

  it('is the heat before everything else', () => {
    expect(why({ power: { saver: true, metered: true, hot: true } })).toBe('heat');
  });
});

describe('another network', () => {
  it('is one that came back, or is of another kind', () => {
    const offline = { ...PAGE, online: false };
    expect(isOtherNetwork(offline, PAGE)).toBe(true);
    expect(isOtherNetwork({ ...PAGE, cellular: true }, { ...PAGE, cellular: false })).toBe(true);
  });

  it('is none where nothing was known, where there is none now, and where only the battery changed', () => {
    expect(isOtherNetwork(null, PAGE)).toBe(false);
    expect(isOtherNetwork(PAGE, { ...PAGE, online: false })).toBe(false);
    expect(isOtherNetwork(PAGE, { ...PAGE, battery: { charging: true, level: 1 } })).toBe(false);
  });
});
