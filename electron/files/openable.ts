import { fileNameOf } from '../../shared/file-name.ts';

/**
 * Endings of files that a program shows and does not run. Left out on purpose: what is a program or starts one (exe, js, lnk, jar …), pages that run scripts (html, svg), office
 * documents that may hold macros (doc, docm, xls …) or objects (rtf), images of disks, which take the mark of the web off what is in them (iso, vhd), and whatever nobody thought of.
 */
const OPENABLE: ReadonlySet<string> = new Set([
  ...['pdf', 'txt', 'csv', 'eml', 'ics', 'vcf', 'zip'],
  ...['docx', 'xlsx', 'pptx', 'odt', 'ods', 'odp'],
  ...['jpg', 'jpeg', 'png', 'gif', 'webp', 'bmp', 'tif', 'tiff', 'heic', 'heif', 'avif'],
  ...['mp3', 'm4a', 'wav', 'ogg', 'oga', 'opus', 'flac', 'aac'],
  ...['mp4', 'm4v', 'mov', 'webm', 'mkv', 'avi'],
]);

/** What reads as an ending: short, and begins with a letter. `v1.2` and `Q3.2026` have none. */
const ENDING = /^[a-z][a-z0-9]{0,5}$/;

/**
 * Whether a file may be handed to the program that the system has for it; any other is only saved where the user says. It goes by the one ending of the name, as the file will be called
 * on the disk: the type that the CRM names is whoever's word attached it, and of several endings (`offer.pdf.exe`) people read the wrong one.
 */
export function isOpenable(name: string): boolean {
  const [stem, ...endings] = fileNameOf(name).toLowerCase().split('.');
  const last = endings.pop();
  return (
    stem !== undefined &&
    stem.trim() !== '' &&
    last !== undefined &&
    OPENABLE.has(last) &&
    !endings.some((ending) => ENDING.test(ending.trim()))
  );
}
