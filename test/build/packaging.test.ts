import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { root } from '../../build/paths.ts';

interface BuilderConfig {
  getConfig(projectDir: string, file: string | null, overrides: object | null): Promise<object>;
  validateConfiguration(config: object, debugLogger: { isEnabled: boolean }): Promise<void>;
}

/** electron-builder checks its configuration only while packaging; this is the same check by itself. */
const load = createRequire(createRequire(import.meta.url).resolve('electron-builder'));
const builder = load('app-builder-lib/out/util/config/config') as BuilderConfig;

describe('electron-builder.yml', () => {
  it('keeps to the schema', async () => {
    const config = await builder.getConfig(root, 'electron-builder.yml', null);
    expect(config).toMatchObject({ appId: 'io.satchel.app', asar: true });
    await builder.validateConfiguration(config, { isEnabled: false });
  });

  it('would be refused with a key that is unknown', async () => {
    const config = await builder.getConfig(root, 'electron-builder.yml', null);
    await expect(
      builder.validateConfiguration({ ...config, assar: true }, { isEnabled: false }),
    ).rejects.toThrow('assar');
  });
});
