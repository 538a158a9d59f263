import { compile } from 'svelte/compiler';
import { describe, expect, it } from 'vitest';
import { withoutInlineStyle } from '../../build/no-inline-style.ts';

const compiled = (component: string): string => compile(component, { generate: 'client' }).js.code;

describe('withoutInlineStyle', () => {
  it('leaves no style attribute in the HTML of a template', () => {
    const component = '<div style="display: contents; color: red"><p>a</p></div>';
    expect(compiled(component)).toContain('<div style="display: contents; color: red">');
    const code = compiled(withoutInlineStyle(component));
    expect(code).not.toMatch(/<div style/);
    expect(code).toContain('contents');
    expect(code).toContain('red');
  });

  it('leaves alone what is set by script anyway', () => {
    const component = '<div style={x} style:color="red"><p style="a: {b}"></p></div>';
    expect(withoutInlineStyle(component)).toBe(component);
  });
});
