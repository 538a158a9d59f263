import type { Attachment } from '../../../../shared/edits/edit.ts';
import type { FileKind } from '../../../../shared/entities/file.ts';
import { checkTarget } from '../check.ts';
import { callOf, done, type Strategy } from '../job.ts';
import type { PushContext } from '../ports.ts';
import { probeAttached } from '../probe/attached.ts';

/** The bytes of a file as the store has them, piece by piece; null where they are not whole. */
async function bytesOf({ id, size, contentType }: Attachment, { store }: PushContext): Promise<Blob | null> {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  for (;;) {
    const { base64 } = await store.call('file.read', { id, piece: pieces.length });
    if (base64 === null) break;
    pieces.push(Uint8Array.from(Buffer.from(base64, 'base64')));
  }
  const bytes = new Blob(pieces, { type: contentType });
  return bytes.size === size ? bytes : null;
}

/** Attaches a file to a record; an unsure one is looked for among the record's files. */
export function attachTo(kind: FileKind): Strategy<'attach'> {
  return {
    check: checkTarget,
    async send({ unit, operation, context }) {
      const { target } = unit.edit;
      const { file } = operation;
      const bytes = await bytesOf(file, context);
      // Nothing can be sent; the edit stays in front of the rep, who may have the file elsewhere.
      if (bytes === null) return { name: 'refused', error: { code: 'storage', reason: 'damaged' } };
      const { name, isShared, size } = file;
      const onSent = (sent: number): void =>
        // What the parts of the form are held together by goes up with them.
        context.onUpload?.({ editId: unit.edit.id, sent: Math.min(sent, size), total: size });
      try {
        const outgoing = { name, bytes, isShared };
        const fileId = await context.crm.attach(kind, target.id, outgoing, { ...callOf(context), onSent });
        context.filesChanged?.(target);
        return done({ fileId });
      } catch (caught) {
        // It may have been on its way for minutes: what may still come of it is waited for from now on.
        context.waits.begin(unit.edit.id);
        throw caught;
      } finally {
        context.onUpload?.(null);
      }
    },
    probe: (job) => probeAttached(job, kind),
  };
}
