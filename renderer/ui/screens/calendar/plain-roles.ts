/**
 * The component draws its grid as a table that has none of a table's order: things that can be pressed stand among its cells. What it draws is therefore told as one group of buttons, each
 * of which says its day and time; the grid itself takes the keyboard.
 * @param names what the grid is called and what its keys do: the text, and the id of the element that explains it
 * @returns the function that ends it
 */
export function tellPlainly(
  root: HTMLElement,
  names: { readonly label: string; readonly describedBy: string },
): () => void {
  const set = (element: Element, attribute: string, value: string): void => {
    if (element.getAttribute(attribute) !== value) element.setAttribute(attribute, value);
  };
  const tell = (): void => {
    for (const element of root.querySelectorAll(
      '[role="table"], [role="row"], [role="rowgroup"], [role="cell"], [role="columnheader"]',
    ))
      element.removeAttribute('role');
    for (const element of root.querySelectorAll('[aria-colindex], [aria-colspan]')) {
      element.removeAttribute('aria-colindex');
      element.removeAttribute('aria-colspan');
    }
    for (const element of root.querySelectorAll(':is(span, time)[aria-label]'))
      element.removeAttribute('aria-label');
    // An article may be no button; what is in it is one (EventContent.svelte), and the article hears of its keys and clicks.
    for (const element of root.querySelectorAll('article[role="button"]')) {
      element.removeAttribute('role');
      element.removeAttribute('tabindex');
    }
    for (const element of root.querySelectorAll('aside, header, nav')) set(element, 'role', 'presentation');
    for (const element of root.querySelectorAll('.ec-main')) {
      set(element, 'role', 'group');
      set(element, 'tabindex', '0');
      set(element, 'aria-label', names.label);
      set(element, 'aria-describedby', names.describedBy);
    }
  };
  tell();
  const observer = new MutationObserver(tell);
  observer.observe(root, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ['role', 'aria-colindex', 'aria-label', 'tabindex'],
  });
  return () => observer.disconnect();
}
