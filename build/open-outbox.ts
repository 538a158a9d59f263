import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { text } from 'node:stream/consumers';
import { databaseName } from '../renderer/store/disk/database.ts';
import { aesSeal } from '../renderer/store/disk/seal.ts';
import { outboxCopyPlace } from '../renderer/store/save-outbox.ts';

/** As `electron/account/outbox-copies.ts` names them. */
const NAME = /^(?<account>[a-z0-9-]+)-before-v(?<version>\d+)-\d{4}-\d\d-\d\d\.sealed$/;

/**
 * What is in the copy of an outbox that was kept before an upgrade, as JSON: `edits` and `conflicts`.
 * @param key the account's key as base64, as the keychain has it
 */
export async function openOutbox(path: string, key: string): Promise<string> {
  const { account, version } = NAME.exec(basename(path))?.groups ?? {};
  if (account === undefined) throw new Error(`not the name of a copy: ${basename(path)}`);
  const seal = await aesSeal(databaseName(account), new Uint8Array(Buffer.from(key, 'base64')));
  const bytes = new Uint8Array(await readFile(path));
  return new TextDecoder().decode(await seal.open(bytes, outboxCopyPlace(Number(version))));
}

// The key comes from the standard input, so that it stands in no history of commands.
if (import.meta.main) {
  const [, , path] = process.argv;
  if (path === undefined) throw new Error('node build/open-outbox.ts <copy> < key');
  process.stdout.write(await openOutbox(path, (await text(process.stdin)).trim()));
}
