import { compile, preprocess } from 'svelte/compiler';
import { describe, expect, it } from 'vitest';
import { noInlineStyle } from '../../build/no-inline-style.ts';

async function compiled(component: string): Promise<string> {
  const { code } = await preprocess(component, noInlineStyle);
  return compile(code, { generate: 'client' }).js.code;
}

describe('noInlineStyle', () => {
  it('leaves no style attribute in the HTML of a template', async () => {
    const component = '<div style="display: contents; color: red"><p>a</p></div>';
    expect(compile(component, { generate: 'client' }).js.code).toContain(
      '<div style="display: contents; color: red">',
    );
    const code = await compiled(component);
    expect(code).not.toMatch(/<div style/);
    expect(code).toContain('contents');
    expect(code).toContain('red');
  });

  it('leaves alone what is set by script anyway', async () => {
    const { code } = await preprocess(
      '<div style={x} style:color="red"><p style="a: {b}"></p></div>',
      noInlineStyle,
    );
    expect(code).toBe('<div style={x} style:color="red"><p style="a: {b}"></p></div>');
  });
});
