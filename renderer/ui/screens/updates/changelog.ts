/** What a version brought, line by line. */
export interface VersionNotes {
  readonly version: string;
  readonly notes: readonly string[];
}

/**
 * The versions of a changelog, in its order (newest first): `## 1.3.0` with whatever follows in that line, and below it a list, whose entries may go over several lines. What is
 * not released yet is left out.
 */
export function versionsOf(changelog: string): VersionNotes[] {
  return changelog
    .split(/^## /m)
    .slice(1)
    .flatMap((section) => {
      const [heading = '', ...lines] = section.split('\n');
      const version = /^(\d+\.\d+\.\d+)\b/.exec(heading)?.[1];
      return version === undefined ? [] : [{ version, notes: entriesOf(lines) }];
    });
}

function entriesOf(lines: readonly string[]): string[] {
  const entries: string[] = [];
  for (const line of lines) {
    if (line.startsWith('- ')) entries.push(line.slice(2).trim());
    else if (/^\s+\S/.test(line) && entries.length > 0) entries.push(`${entries.pop()} ${line.trim()}`);
  }
  return entries.map(plain);
}

/** Without Markdown's marks. */
function plain(text: string): string {
  return text.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/[`*]/g, '');
}

/** What came after one version, up to and with another. */
export function notesBetween(changelog: string, from: string, to: string): VersionNotes[] {
  return versionsOf(changelog).filter(
    ({ version }) => compare(version, from) > 0 && compare(version, to) <= 0,
  );
}

function compare(one: string, other: string): number {
  return one.localeCompare(other, 'en', { numeric: true });
}
