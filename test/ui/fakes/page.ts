/**
 * Makes jsdom a British reader's window. It lays nothing out, so stand-ins give every element a size and virtual lists have rows to draw.
 * @param wide whether there is room for a record beside its list
 */
export function preparePage(page: Window & typeof globalThis, wide: boolean): void {
  const size = { clientWidth: 1000, offsetWidth: 1000, clientHeight: 600, offsetHeight: 600 };
  for (const [name, value] of Object.entries(size)) {
    Object.defineProperty(page.HTMLElement.prototype, name, { configurable: true, get: () => value });
  }
  Object.defineProperty(page.HTMLElement.prototype, 'offsetParent', {
    configurable: true,
    get(this: HTMLElement) {
      return this.parentElement;
    },
  });
  Object.defineProperty(page.navigator, 'languages', { configurable: true, get: () => ['en-GB'] });
  page.matchMedia = (query) =>
    Object.assign(new page.EventTarget(), {
      matches: query.includes('>=') ? wide : false,
      media: query,
      onchange: null,
      addListener: () => undefined,
      removeListener: () => undefined,
    });
  page.ResizeObserver = class implements ResizeObserver {
    #callback: ResizeObserverCallback;
    constructor(callback: ResizeObserverCallback) {
      this.#callback = callback;
    }
    observe(target: Element): void {
      const height = target.firstElementChild?.getAttribute('role') === 'row' ? 36 : 600;
      const contentRect = { width: 1000, height } as DOMRectReadOnly;
      const entry = {
        target,
        contentRect,
        borderBoxSize: [],
        contentBoxSize: [],
        devicePixelContentBoxSize: [],
      };
      queueMicrotask(() => this.#callback([entry], this));
    }
    unobserve(): void {}
    disconnect(): void {}
  };
  page.IntersectionObserver = class implements IntersectionObserver {
    readonly root = null;
    readonly rootMargin = '';
    readonly scrollMargin = '';
    readonly thresholds = [];
    observe(): void {}
    unobserve(): void {}
    disconnect(): void {}
    takeRecords(): IntersectionObserverEntry[] {
      return [];
    }
  };
  page.Element.prototype.scrollIntoView = () => undefined;
}
