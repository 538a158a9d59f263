import type { RandomBytes } from './box.ts';

/** Crockford's base32: no I, L, O and U, so that nothing is taken for another when it is read from paper. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** 23 characters of chance are 115 bits; the 24th tells a slip of the pen from another code. */
const CHANCE = 23;
const GROUP = 4;

/** A new recovery code, as it is written down: `7KQ2-…`, six groups of four. */
export function newRecoveryCode(random: RandomBytes): string {
  // 32 divides 256, so that every character is as likely as any other.
  const chance = Array.from(random(CHANCE), (byte) => byte % ALPHABET.length);
  return [...chance, checkCharacter(chance)]
    .map((value) => ALPHABET[value])
    .join('')
    .replaceAll(new RegExp(`(.{${GROUP}})(?=.)`, 'g'), '$1-');
}

/**
 * The secret in a code as somebody has typed it: in any case, with or without hyphens and blanks, with an O for a nought and an I or L for a one.
 * @returns null where it cannot be a code that was ever given
 */
export function readRecoveryCode(typed: string): Uint8Array | null {
  const clean = typed
    .toUpperCase()
    .replaceAll(/[\s\-–—]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
  const values = Array.from(clean, (character) => ALPHABET.indexOf(character));
  if (values.length !== CHANCE + 1 || values.includes(-1)) return null;
  const chance = values.slice(0, CHANCE);
  return values.at(-1) === checkCharacter(chance) ? Buffer.from(clean.slice(0, CHANCE)) : null;
}

/** Luhn's rule for 32 characters: it finds every single wrong character, and nearly all that changed places. */
function checkCharacter(values: readonly number[]): number {
  const size = ALPHABET.length;
  let sum = 0;
  values.toReversed().forEach((value, index) => {
    const weighted = index % 2 === 0 ? value * 2 : value;
    sum += Math.floor(weighted / size) + (weighted % size);
  });
  return (size - (sum % size)) % size;
}
