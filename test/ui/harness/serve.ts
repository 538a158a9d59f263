import { createServer } from 'vite';
import { root } from '../../../build/paths.ts';
import renderer from '../../../build/vite.renderer.ts';

/** Serves the harness: the screens on made-up services. */
const server = await createServer({
  ...renderer,
  configFile: false,
  root,
  server: {
    host: '127.0.0.1',
    port: Number(process.env['PORT'] ?? 5199),
    strictPort: true,
    fs: { allow: [root] },
    hmr: false,
  },
});
await server.listen();
console.log(`${server.resolvedUrls?.local[0] ?? ''}test/ui/harness/`);
