import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import packageJson from '../../package.json' with { type: 'json' };
import { shippedParts } from '../licences/parts.ts';
import { root } from '../paths.ts';

/** A bill of materials, as far as it is looked at here (CycloneDX 1.5). */
export interface Bom {
  readonly bomFormat: string;
  readonly specVersion: string;
  readonly metadata: { readonly component: { readonly 'bom-ref': string } };
  readonly components: readonly {
    readonly 'bom-ref': string;
    readonly name: string;
    readonly version: string;
    readonly purl: string;
  }[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
}

/** What ships. npm lists everything; leaving the tools out is not left to it, for it leaves out with them what they have in common with the app, Svelte and zod among it. */
export async function billOfMaterials(): Promise<Bom> {
  const { stdout } = await promisify(execFile)(
    'npm',
    ['sbom', '--sbom-format=cyclonedx', '--package-lock-only', '--sbom-type=application'],
    { cwd: root, maxBuffer: 64 * 1024 * 1024, shell: process.platform === 'win32' },
  );
  const bom = JSON.parse(stdout) as Bom;
  const shipped = new Set(shippedParts().map(({ name, version }) => `${name}@${version}`));
  const components = bom.components.filter(({ name, version }) => shipped.has(`${name}@${version}`));
  const refs = new Set([...components.map((each) => each['bom-ref']), bom.metadata.component['bom-ref']]);
  return {
    ...bom,
    components,
    dependencies: bom.dependencies
      .filter(({ ref }) => refs.has(ref))
      .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((other) => refs.has(other)) })),
  };
}

/** `npm run sbom`: writes it beside the packages. */
if (import.meta.main) {
  const bom = await billOfMaterials();
  await mkdir(join(root, 'release'), { recursive: true });
  const path = join(root, `release/satchel-${packageJson.version}.cdx.json`);
  await writeFile(path, `${JSON.stringify(bom, null, 2)}\n`);
  console.log(`${path}: ${bom.components.length} parts`);
}
