/** What a package is told by the environment it is built in. All of it may be left out: then it is a package for trying, which does not update itself. */
export interface ReleaseSettings {
  /** The folder that the feed is in. */
  readonly feed: string | null;
  readonly homepage: string;
  readonly maintainer: string;
}

/** Never anybody's: RFC 2606 keeps the ending for that. */
const NOBODY = 'satchel.invalid';

export function releaseSettings(env: Readonly<Record<string, string | undefined>>): ReleaseSettings {
  return {
    feed: env['SATCHEL_UPDATES_URL'] || null,
    homepage: env['SATCHEL_HOMEPAGE'] || `https://${NOBODY}/`,
    maintainer: env['SATCHEL_MAINTAINER'] || `The Satchel authors <authors@${NOBODY}>`,
  };
}

/** electron-builder's arguments for these settings. */
export function builderArguments({ feed, homepage }: ReleaseSettings): string[] {
  return [
    '--publish=never',
    `-c.extraMetadata.homepage=${homepage}`,
    ...(feed === null ? [] : ['-c.publish.provider=generic', `-c.publish.url=${feed}`]),
  ];
}

/** Why these settings, with this version and changelog, are not those of a release; nothing where they are. */
export function releaseProblems(release: {
  readonly settings: ReleaseSettings;
  readonly version: string;
  /** The tag that is built, such as `v1.3.0`. */
  readonly tag: string;
  readonly changelog: string;
  /** The public keys that the package knows. */
  readonly keys: readonly string[];
}): string[] {
  const { settings, version, tag, changelog, keys } = release;
  const problems: string[] = [];
  if (!/^\d+\.\d+\.\d+$/.test(version))
    problems.push(`${version} is not three numbers; there are no pre-releases`);
  if (tag !== `v${version}`) problems.push(`the tag ${tag} is not that of version ${version}`);
  if (!changelog.split('\n').some((line) => line === `## ${version}` || line.startsWith(`## ${version} `)))
    problems.push(`CHANGELOG.md has no heading for ${version}, so nobody would be told what is new`);
  if (keys.length === 0)
    problems.push('electron/updates/release-keys.json holds no key, so no package would take an update');
  if (settings.feed === null) problems.push('SATCHEL_UPDATES_URL is not set');
  else if (!settings.feed.startsWith('https://')) problems.push('SATCHEL_UPDATES_URL is not https');
  if (settings.homepage.includes(NOBODY)) problems.push('SATCHEL_HOMEPAGE is not set');
  if (settings.maintainer.includes(NOBODY)) problems.push('SATCHEL_MAINTAINER is not set');
  return problems;
}
