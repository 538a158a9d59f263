/** What a name may have: bytes in UTF-8, as most file systems count (255), and units of UTF-16, as Windows counts whole paths (260, and programs stop before that). */
const BYTES_MAX = 200;
const UNITS_MAX = 120;
/** What is longer is no ending but a part of the name. */
const ENDING_MAX = 20;

/** Names of devices on Windows, with any ending (Microsoft: Naming Files, Paths, and Namespaces). */
const DEVICE = /^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])$/i;

/**
 * A name as every file system takes it, and as people read it: no separators, no signs that nobody sees or that turn the direction of others (`cod.exe` read as `exe.doc`), no dots or blanks at its ends, no name
 * of a device, not too long. Its ending stays. Joiners stay as well: Persian and Hindi are written with them.
 * @param otherwise the name of what has none
 */
export function fileNameOf(name: string, otherwise = 'file'): string {
  const plain = trimmed(
    name
      .toWellFormed()
      .normalize('NFC')
      .replace(/[\p{Cc}<>:"/\\|?*]/gu, ' ')
      .replace(/(?![\u200c\u200d])\p{Cf}/gu, ' ')
      .replace(/\s+/g, ' '),
  );
  const short = shortened(plain === '' ? otherwise : plain);
  return DEVICE.test(short.split('.')[0]?.trim() ?? '') ? shortened(`_${short}`) : short;
}

function trimmed(text: string): string {
  return text.replace(/^[\s.\u200c\u200d]+|[\s.\u200c\u200d]+$/g, '');
}

function shortened(name: string): string {
  if (fits(name)) return name;
  const dot = name.lastIndexOf('.');
  const ending = dot > 0 && name.length - dot <= ENDING_MAX ? name.slice(dot) : '';
  const signs = [...name.slice(0, name.length - ending.length)];
  while (signs.length > 0 && !fits(signs.join('') + ending)) signs.pop();
  return trimmed(signs.join('')) + ending;
}

function fits(name: string): boolean {
  return name.length <= UNITS_MAX && new TextEncoder().encode(name).length <= BYTES_MAX;
}
