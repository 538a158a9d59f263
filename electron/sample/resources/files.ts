import { createHash } from 'node:crypto';
import { textOf } from '../../../shared/entities/record.ts';
import { HOUR_MS } from '../dates.ts';
import { invalid, notFound, Refusal } from '../failure.ts';
import type { Model } from '../kinds.ts';
import type { FormFile } from '../multipart.ts';
import { route, type Route } from '../router.ts';
import { distinctRows, userBeside } from '../rows.ts';
import { targetKey } from '../state/indexes.ts';
import type { Row } from '../state/row.ts';
import { idOfCall, ok, type Answer, type Call, type World } from '../world.ts';
import { objectBody, targetableIn } from './bodies.ts';
import { objectIn } from '../save/draft.ts';

/** Files and links of records (reference: Files). */

/** How long a download address holds, as on the storage service behind real accounts. */
const ADDRESS_MS = HOUR_MS;

function signature(id: number, expires: string): string {
  return createHash('sha256')
    .update(`sample ${String(id)} ${expires}`)
    .digest('base64url')
    .slice(0, 28);
}

/** An address from which a file can be loaded without a key, for an hour. */
function addressOf(file: Row, call: Call, world: World): string {
  const expires = String(Math.floor((world.now() + ADDRESS_MS) / 1000));
  const name = encodeURIComponent(String(file['name']));
  return `${call.origin}${world.linkBase}/files/${String(file.id)}/original/${name}?Expires=${expires}&Signature=${signature(file.id, expires)}`;
}

/** `POST documents`: multipart with the file and whose it is (reference: Create a File). */
function upload(call: Call, world: World): Answer {
  if (call.form === null) throw invalid('invalid', 'Content type');
  const fields = Object.fromEntries(call.form.fields);
  const file: FormFile | undefined = call.form.files.get('file');
  if (file === undefined) throw invalid('blank', 'File');
  const target = targetableIn(fields, world);
  if (target === null) throw invalid('blank', 'Targetable');
  const row = world.store.add('documents', {
    ...target,
    name: textOf(fields, 'file_name') ?? file.name,
    is_shared: fields['is_shared'] === 'true',
    content_type: file.type,
    size: file.bytes.length,
    created_at: world.now(),
    creater_id: world.me,
  });
  world.files.saveFile(row.id, file.bytes);
  return ok({ id: row.id, msg: 'File uploaded successfully', url: addressOf(row, call, world) });
}

/** `POST document_links`: a link of a record; the keys come flat (quirks §8). */
function addLink(call: Call, world: World): Answer {
  const body = objectIn(objectBody(call), 'document_link') ?? objectBody(call);
  const target = targetableIn(body, world);
  const url = textOf(body, 'url');
  if (target === null) throw invalid('blank', 'Targetable');
  if (url === null || !URL.canParse(url)) throw invalid('invalid', 'Url');
  const link = world.store.add('document_links', {
    ...target,
    url,
    name: textOf(body, 'name') ?? url,
    is_shared: body['is_shared'] === true,
    created_at: world.now(),
    creater_id: world.me,
  });
  return ok({ document_link: presentLink(link, world) });
}

function presentLink(link: Row, world: World): Record<string, unknown> {
  return {
    id: link.id,
    url: link['url'],
    name: link['name'],
    is_shared: link['is_shared'] === true,
    created_at: world.instant(link['created_at']),
    is_attached: false,
    creater_id: link['creater_id'] ?? null,
  };
}

/** A size as people read it: "8.2 KB". */
function readable(bytes: number): string {
  const units = ['Bytes', 'KB', 'MB', 'GB'];
  const step = Math.min(units.length - 1, Math.floor(Math.log2(Math.max(1, bytes)) / 10));
  const size = bytes / 1024 ** step;
  return `${step === 0 ? String(size) : size.toFixed(1)} ${units[step] ?? ''}`;
}

function presentFile(file: Row, call: Call, world: World): Record<string, unknown> {
  const created_at = world.instant(file['created_at']);
  return {
    id: file.id,
    url: addressOf(file, call, world),
    name: file['name'],
    is_shared: file['is_shared'] === true,
    content_file_size: file['size'],
    content_content_type: file['content_type'],
    content_updated_at: created_at,
    content_file_size_readable: readable(Number(file['size'])),
    created_at,
    is_attached: false,
    creater_id: file['creater_id'] ?? null,
  };
}

/** `GET <kind>/{id}/document_associations` (reference: List all Files and Links). */
export function documentAssociations(model: Model, id: number, call: Call, world: World): Answer {
  const key = targetKey(model, id);
  const files = world.store.table('documents').find('target', key);
  const links = world.store.table('document_links').find('target', key);
  return ok({
    users: distinctRows(
      'users',
      [...files, ...links].map((row) => row['creater_id']),
      world,
    ).map(userBeside),
    documents: files.map((file) => presentFile(file, call, world)),
    document_links: links.map((link) => presentLink(link, world)),
  });
}

/** The text of a file that came with the sample data; uploaded ones have their own bytes. */
function sampleText(file: Row): Uint8Array | null {
  return typeof file['text'] === 'string' ? new TextEncoder().encode(file['text']) : null;
}

/**
 * All of a file, or what follows its first bytes where that is asked for and its content is still the one that is meant (RFC 9110, 13.1.5 and 14.2), as the storage behind real accounts
 * does. Of ranges, only this one is understood; any other is passed over, as a server may.
 */
function bytesOf(body: Uint8Array, type: string, asked: Call['headers']): Answer {
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  const headers = { 'content-type': type, etag, 'accept-ranges': 'bytes' };
  const start = /^bytes=(\d+)-$/.exec(asked['range'] ?? '')?.[1];
  if (start === undefined || (asked['if-range'] ?? etag) !== etag) return { status: 200, body, headers };
  const from = Number(start);
  const size = String(body.length);
  if (from >= body.length)
    return {
      status: 416,
      body: new Uint8Array(),
      headers: { ...headers, 'content-range': `bytes */${size}` },
    };
  const range = `bytes ${start}-${String(body.length - 1)}/${size}`;
  return { status: 206, body: body.subarray(from), headers: { ...headers, 'content-range': range } };
}

/** `GET files/{id}/original/{name}`: the bytes, if the address is whole and has not run out. */
function download(call: Call, world: World): Answer {
  const file = world.store.get('documents', idOfCall(call));
  const expires = call.query.get('Expires') ?? '';
  if (file === undefined) throw notFound();
  const isGood =
    call.query.get('Signature') === signature(file.id, expires) && Number(expires) * 1000 > world.now();
  if (!isGood) throw new Refusal(403, [{ key: 'forbidden' }]);
  const body = world.files.loadFile(file.id) ?? sampleText(file);
  if (body === null) throw notFound();
  return bytesOf(body, String(file['content_type']), call.headers);
}

/** The paths of uploads and links, under `/api`. */
export const fileRoutes: readonly Route[] = [
  route('POST', 'documents', upload),
  route('POST', 'document_links', addLink),
];
/** The path of downloads, outside `/api`. */
export const downloadRoutes: readonly Route[] = [route('GET', 'files/{id}/original/{name}', download)];
