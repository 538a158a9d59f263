import busboy from 'busboy';

/** One file of a multipart body. */
export interface FormFile {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** A multipart body: its text fields, and its files by field. */
export interface FormData {
  readonly fields: ReadonlyMap<string, string>;
  readonly files: ReadonlyMap<string, FormFile>;
}

/**
 * Reads a multipart body (reference: Create a File).
 * @throws Error when the body or its boundary is malformed.
 */
export function parseMultipart(contentType: string, body: Uint8Array): Promise<FormData> {
  return new Promise((resolve, reject) => {
    const parser = busboy({ headers: { 'content-type': contentType }, defParamCharset: 'utf8' });
    const fields = new Map<string, string>();
    const files = new Map<string, FormFile>();
    parser.on('field', (name, value) => void fields.set(name, value));
    parser.on('file', (name, stream, info) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => void chunks.push(chunk));
      stream.on(
        'end',
        () =>
          void files.set(name, {
            name: info.filename ?? '',
            type: info.mimeType,
            bytes: Buffer.concat(chunks),
          }),
      );
    });
    parser.on('error', reject);
    parser.on('close', () => resolve({ fields, files }));
    parser.end(body);
  });
}
