import { join } from 'node:path';
import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig, type Plugin } from 'vite';
import { shippedParts } from './licences/parts.ts';
import { noCodeFromText } from './no-code-from-text.ts';
import { laterMessageOptions, messageOptions } from './messages.ts';
import { noInlineStyle } from './no-inline-style.ts';
import { root } from './paths.ts';

/** Vite writes the page's script tag anew and drops `blocking` from it. */
const blockingScript: Plugin = {
  name: 'blocking-script',
  transformIndexHtml: {
    order: 'post',
    handler: (html) => html.replace('<script type="module"', '<script type="module" blocking="render"'),
  },
};

/**
 * The renderer: the page, its styles and the store worker, as static files for `app://` and the browser host.
 * Nothing inline and no eval, so that the strictest content security policy holds; addresses are relative.
 */
export default defineConfig({
  root: join(root, 'renderer/ui'),
  base: './',
  cacheDir: join(root, 'node_modules/.vite/renderer'),
  publicDir: false,
  // For the one screen that lists them.
  define: { SHIPPED_PARTS: JSON.stringify(shippedParts()) },
  plugins: [
    noInlineStyle,
    noCodeFromText,
    svelte({ configFile: false }),
    paraglideVitePlugin(messageOptions),
    paraglideVitePlugin(laterMessageOptions),
    blockingScript,
  ],
  worker: { format: 'es', plugins: () => [noCodeFromText] },
  // The worker's packages are found at the start too, or the first page would be loaded twice.
  optimizeDeps: { entries: ['index.html', '../store/worker.ts'] },
  server: { host: '127.0.0.1', fs: { allow: [root] } },
  build: {
    outDir: join(root, 'dist/renderer'),
    emptyOutDir: true,
    // Electron 45's line of Chromium; Debian's chromium is newer still.
    target: 'chrome150',
    modulePreload: { polyfill: false },
    // Fonts and pictures stay files: a data: address would need a hole in the policy.
    assetsInlineLimit: 0,
    sourcemap: true,
    rolldownOptions: { checks: { pluginTimings: false } },
  },
});
