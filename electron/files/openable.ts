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

/**
 * Whether a file may be handed to the program that the system has for it; any other is only saved where the user says. It goes by the last ending of the name, as the file will be called
 * on the disk and as the system reads it (`offer.pdf.exe` is a program, `offer.v2.final.pdf` is none): the type that the CRM names is whoever's word attached it.
 */
export function isOpenable(name: string): boolean {
  const [, stem = '', ending = ''] = /^(.*)\.([^.]*)$/.exec(fileNameOf(name).toLowerCase()) ?? [];
  return stem.trim() !== '' && OPENABLE.has(ending);
}
