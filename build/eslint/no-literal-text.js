/**
 * Words on the screen come from the message catalogue, so that the app can be translated. This rule finds the ones that
 * were written into a Svelte component: text between tags, and string literals in attributes that are shown or read out.
 * Key caps (`<kbd>`) and the product's name are no words.
 */

const SPOKEN_ATTRIBUTES = new Set([
  'alt',
  'aria-description',
  'aria-label',
  'aria-placeholder',
  'aria-roledescription',
  'aria-valuetext',
  'label',
  'placeholder',
  'title',
]);
const WORDLESS_ELEMENTS = new Set(['kbd', 'script', 'style']);
const PRODUCT_NAME = /\bSatchel\b/g;

/** @param {unknown} text */
function hasWords(text) {
  return typeof text === 'string' && /\p{L}/u.test(text.replace(PRODUCT_NAME, ''));
}

/**
 * The literal strings that an expression can give: `'a'`, `` `a ${b}` ``, `c ? 'a' : 'b'`, `b ?? 'a'`, `'a' + b`.
 * @param {any} node
 * @returns {string[]}
 */
function literalsOf(node) {
  switch (node?.type) {
    case 'Literal':
      return typeof node.value === 'string' ? [node.value] : [];
    case 'TemplateLiteral':
      return node.quasis.map((/** @type {any} */ quasi) => quasi.value.cooked);
    case 'ConditionalExpression':
      return [...literalsOf(node.consequent), ...literalsOf(node.alternate)];
    case 'LogicalExpression':
    case 'BinaryExpression':
      return node.operator === '+' || node.type === 'LogicalExpression'
        ? [...literalsOf(node.left), ...literalsOf(node.right)]
        : [];
    default:
      return [];
  }
}

/** @param {any} node */
function elementName(node) {
  return node?.type === 'SvelteElement' && node.name?.type === 'SvelteName' ? node.name.name : undefined;
}

/** @type {import('eslint').Rule.RuleModule} */
export const noLiteralText = {
  meta: {
    type: 'problem',
    docs: { description: 'words on the screen come from the message catalogue' },
    schema: [],
    messages: { literal: 'Words on the screen come from messages/*.json: "{{text}}".' },
  },
  create(context) {
    /** @param {any} node @param {string} text */
    const report = (node, text) =>
      context.report({ node, messageId: 'literal', data: { text: text.trim().slice(0, 40) } });

    return {
      /** @param {any} node */
      SvelteText(node) {
        const { parent } = node;
        if (parent?.type === 'SvelteStyleElement' || WORDLESS_ELEMENTS.has(elementName(parent))) return;
        if (hasWords(node.value)) report(node, node.value);
      },
      /** @param {any} node */
      SvelteMustacheTag(node) {
        // Those inside an attribute are looked at with the attribute.
        if (node.parent?.type === 'SvelteAttribute' || node.parent?.type === 'SvelteStyleDirective') return;
        if (WORDLESS_ELEMENTS.has(elementName(node.parent))) return;
        for (const text of literalsOf(node.expression)) if (hasWords(text)) report(node, text);
      },
      /** @param {any} node */
      SvelteAttribute(node) {
        if (!SPOKEN_ATTRIBUTES.has(node.key.name)) return;
        for (const value of node.value) {
          const texts = value.type === 'SvelteLiteral' ? [value.value] : literalsOf(value.expression);
          for (const text of texts) if (hasWords(text)) report(value, text);
        }
      },
    };
  },
};
