import { spawn } from 'node:child_process';
import packageLock from '../../package-lock.json' with { type: 'json' };

/**
 * The keychain's module for both processors of a system, of which npm installs only that of this machine.
 * @returns names with their versions, as the lock file has them
 */
export function nativesOf(platform: string): string[] {
  const packages: Readonly<Record<string, { readonly version?: string }>> = packageLock.packages;
  return Object.entries(packages).flatMap(([folder, { version }]) => {
    const name = /^node_modules\/(@napi-rs\/keyring-.+)$/.exec(folder)?.[1];
    const matches =
      name !== undefined && /-(x64|arm64)(-gnu|-msvc)?$/.test(name) && name.includes(`-${platform}-`);
    return matches ? [`${name}@${version}`] : [];
  });
}

/** `npm run release:natives`: installs them beside what `npm ci` has installed. */
if (import.meta.main) {
  const child = spawn(
    'npm',
    ['install', '--no-save', '--force', '--ignore-scripts', ...nativesOf(process.platform)],
    { stdio: 'inherit', shell: process.platform === 'win32' },
  );
  child.once('exit', (code) => (process.exitCode = code ?? 1));
}
