import { join } from 'node:path';
import { defineConfig } from 'vite';
import { root } from './paths.ts';

/** What the bundle leaves to the runtime: Electron itself, a native module, and the updater with its own files. */
const external = ['electron', '@napi-rs/keyring', '@napi-rs/keyring/keytar', 'electron-updater'];

/** Electron's main process -> `dist/main/main.js`, one folder, so that `import.meta.dirname` is the same in every chunk. */
export default defineConfig({
  root,
  publicDir: false,
  ssr: { noExternal: true, external },
  build: {
    ssr: join(root, 'electron/main.ts'),
    outDir: join(root, 'dist/main'),
    emptyOutDir: true,
    target: 'node24',
    minify: false,
    sourcemap: true,
    rolldownOptions: {
      output: { format: 'es', entryFileNames: 'main.js', chunkFileNames: '[name]-[hash].js' },
    },
  },
});
