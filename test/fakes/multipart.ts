import type { FormData } from 'undici';

/** A boundary that no test writes in a file. */
const BOUNDARY = '----satchel-test-7MA4YWxkTrZu0gW';

/** A form as the bytes of a multipart body, the same each time, with the header that tells of it. */
export async function multipartOf(
  form: FormData,
): Promise<{ readonly contentType: string; readonly body: Uint8Array }> {
  const encoder = new TextEncoder();
  const parts: Uint8Array[] = [];
  for (const [name, value] of form.entries()) {
    const isText = typeof value === 'string';
    const head = isText
      ? `content-disposition: form-data; name="${name}"`
      : `content-disposition: form-data; name="${name}"; filename="${value.name}"\r\ncontent-type: ${value.type || 'application/octet-stream'}`;
    const bytes = isText ? encoder.encode(value) : new Uint8Array(await value.arrayBuffer());
    parts.push(encoder.encode(`--${BOUNDARY}\r\n${head}\r\n\r\n`), bytes, encoder.encode('\r\n'));
  }
  parts.push(encoder.encode(`--${BOUNDARY}--\r\n`));
  return {
    contentType: `multipart/form-data; boundary=${BOUNDARY}`,
    body: new Uint8Array(Buffer.concat(parts)),
  };
}
