import type { Plugin } from 'vite';

/** A `style` attribute whose value is fixed. */
const FIXED_STYLE = /\sstyle="([^"{}]*)"/g;

/**
 * Turns fixed `style` attributes of a component into `style:` directives. As an attribute they stand in the template's HTML, which the content
 * security policy blocks; as directives they are set by script, which it allows. (bits-ui has such attributes.)
 */
export function withoutInlineStyle(component: string): string {
  return component.replaceAll(FIXED_STYLE, (_attribute, declarations: string) =>
    declarations
      .split(';')
      .map((declaration) => declaration.split(':', 2).map((part) => part.trim()))
      .filter(([property]) => property !== '')
      .map(([property, value]) => ` style:${property}={'${value}'}`)
      .join(''),
  );
}

export const noInlineStyle: Plugin = {
  name: 'no-inline-style',
  enforce: 'pre',
  transform: {
    filter: { id: /\.svelte$/ },
    // No line moves, and the few files that change are other people's.
    handler: (component) => ({ code: withoutInlineStyle(component), map: null }),
  },
};
