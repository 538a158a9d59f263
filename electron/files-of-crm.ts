import { listedFile } from '../shared/entities/file.ts';
import { isKind } from '../shared/entities/kind.ts';
import type { CrmClient } from './crm/client.ts';
import type { FilesOfCrm } from './files/ports.ts';

/** The client as the room for files wants it. */
export function filesOfCrm(client: CrmClient): FilesOfCrm {
  return {
    async list({ kind, id }, call) {
      if (kind !== 'products' && !isKind(kind)) return [];
      const { documentAssociations } = kind === 'products' ? client.products : client.entities[kind];
      const { documents } = await documentAssociations(id, call);
      return documents.flatMap((row) => {
        const file = listedFile(row);
        return file !== null && typeof row.url === 'string' ? [{ ...file, url: row.url }] : [];
      });
    },
    open: (url, from, call) => client.files.open(url, from, call),
  };
}
