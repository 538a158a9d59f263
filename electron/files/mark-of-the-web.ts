import { writeFile } from 'node:fs/promises';

/** The zone of what comes from the internet (URLZONE_INTERNET), as browsers note it. */
const MARK = '[ZoneTransfer]\r\nZoneId=3\r\n';

/** Notes on Windows that a file comes from elsewhere: programs open it with care, and warn before it is run. It lies in a stream beside the file's own, which only NTFS has. */
export async function markOfTheWeb(path: string, platform: NodeJS.Platform): Promise<void> {
  if (platform === 'win32') await writeFile(`${path}:Zone.Identifier`, MARK);
}
