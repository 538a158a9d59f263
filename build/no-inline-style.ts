import type { PreprocessorGroup } from 'svelte/compiler';

/** A `style` attribute whose value is fixed. */
const FIXED_STYLE = /\sstyle="([^"{}]*)"/g;

/**
 * Turns fixed `style` attributes of components into `style:` directives. As an attribute they stand in the template's HTML, which the content
 * security policy blocks; as directives they are set by script, which it allows. (bits-ui has such attributes.)
 */
export const noInlineStyle: PreprocessorGroup = {
  name: 'no-inline-style',
  markup: ({ content }) => ({
    code: content.replaceAll(FIXED_STYLE, (_attribute, declarations: string) =>
      declarations
        .split(';')
        .map((declaration) => declaration.split(':', 2).map((part) => part.trim()))
        .filter(([property]) => property !== '')
        .map(([property, value]) => ` style:${property}={'${value}'}`)
        .join(''),
    ),
  }),
};
