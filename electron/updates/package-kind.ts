export type PackageKind = 'nsis' | 'mac' | 'appimage' | 'deb' | 'rpm';

/**
 * What this package is, which says how it is updated.
 * @param platform `process.platform`
 * @param env the process's environment; the runtime of an AppImage says there which file it is
 * @param packageType what electron-builder wrote into packages of package managers
 * @returns null for what is none of them, such as a folder that was unpacked
 */
export function packageKind(
  platform: string,
  env: Readonly<Record<string, string | undefined>>,
  packageType: string | null,
): PackageKind | null {
  if (platform === 'win32') return 'nsis';
  if (platform === 'darwin') return 'mac';
  const type = packageType?.trim();
  if (type === 'deb' || type === 'rpm') return type;
  return env['APPIMAGE'] === undefined ? null : 'appimage';
}
