import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isOpenable } from '../../../electron/files/openable.ts';

const OPENED =
  'pdf txt csv eml ics vcf zip docx xlsx pptx odt ods odp jpg jpeg png gif webp bmp tif tiff heic heif avif mp3 m4a wav ogg oga opus flac aac mp4 m4v mov webm mkv avi'.split(
    ' ',
  );
/** What systems run, mount, install or hand to a script's host, and documents that may hold code. */
const SAVED =
  'exe bat cmd com scr pif cpl msi msp msix appx application gadget dll ocx sys drv js jse mjs vbs vbe wsf wsh wsc hta ps1 psm1 psd1 lnk url scf inf reg msc jar jnlp class py pyw pl rb sh bash zsh command terminal tool app dmg pkg mpkg workflow action scpt applescript desktop appimage deb rpm snap flatpak run bin html htm xhtml mht mhtml svg svgz xml xsl chm hlp doc dot docm dotm xls xlt xlsm xltm xlam xll xla ppt pot pps pptm potm ppsm ppam ppa sldm rtf iso img vhd vhdx udf theme themepack diagcab settingcontent-ms search-ms library-ms appref-ms website webloc inetloc fileloc one onepkg slk iqy oqy dqy rqy prn wll accde mdb accdb mde ade adp xnk cab 7z rar gz tar tgz bz2 xz'.split(
    ' ',
  );

describe('a file that a program opens', () => {
  it.each(OPENED)('ends with .%s', (ending) => {
    expect(isOpenable(`Offer.${ending}`)).toBe(true);
    expect(isOpenable(`Offer 3.2026, v1.2.final.${ending.toUpperCase()}`)).toBe(true);
  });

  it.each(SAVED)('does not end with .%s', (ending) => {
    expect(isOpenable(`Offer.${ending}`)).toBe(false);
    expect(isOpenable(`Offer.${ending.toUpperCase()}`)).toBe(false);
    expect(isOpenable(`Offer.pdf.${ending}`)).toBe(false);
    // The other way round it is no program, and none will run it.
    expect(isOpenable(`Offer.${ending}.pdf`)).toBe(true);
  });

  it.each([
    ['no ending', 'Offer'],
    ['nothing before the ending', '.pdf'],
    ['nothing after the point', 'Offer.'],
    ['an unknown ending', 'Offer.xyz'],
    ['two endings', 'Offer.pdf.exe'],
    ['a name read backwards: “Offerexe.pdf”', 'Offer\u202Efdp.exe'],
    ['a sign of no width within the ending', 'Offer.pdf\u200B.exe'],
    ['a stream of NTFS', 'Offer.exe:x.pdf\u0000.exe'],
    ['letters that only look like it', 'Offer.рdf'],
    ['a keycap that folds', 'Offer.ｐｄｆ'],
    ['nothing at all', ''],
  ])('is none with %s', (_what, name) => {
    expect(isOpenable(name)).toBe(false);
  });

  it('is none whatever comes before an ending that is not on the list', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.constantFrom(...SAVED), (stem, ending) => {
        expect(isOpenable(`${stem}.${ending}`)).toBe(false);
      }),
    );
  });

  it('stays what it is whatever control signs are in its name', () => {
    const sign = fc.constantFrom(
      '\u202E',
      '\u202A',
      '\u2066',
      '\u200F',
      '\u0000',
      '\u0007',
      '\u007F',
      '\u200B',
      '\uFEFF',
    );
    fc.assert(
      fc.property(fc.array(sign, { maxLength: 4 }), fc.constantFrom(...SAVED), (signs, ending) => {
        expect(isOpenable(`Offer.pdf${signs.join('')}.${ending}${signs.join('')}`)).toBe(false);
      }),
    );
  });
});
