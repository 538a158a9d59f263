import { join } from 'node:path';
import { defineConfig } from 'vite';
import { root } from './paths.ts';

/**
 * The preload script -> `dist/preload/preload.cjs`. A sandboxed preload can load nothing but `electron`, and only as
 * CommonJS, so everything else goes into the one file (Electron: Process Sandboxing).
 */
export default defineConfig({
  root,
  publicDir: false,
  define: { 'process.env.NODE_ENV': JSON.stringify('production') },
  build: {
    lib: {
      entry: join(root, 'electron/preload/preload.ts'),
      formats: ['cjs'],
      fileName: () => 'preload.cjs',
    },
    outDir: join(root, 'dist/preload'),
    emptyOutDir: true,
    target: 'chrome150',
    minify: false,
    sourcemap: true,
    rolldownOptions: { external: ['electron'], output: { codeSplitting: false } },
  },
});
