import type { ClientCall } from './client-call.ts';

/** What each example of the reference means for the client: files and job statuses. */
export const fileCalls: Readonly<Record<string, ClientCall>> = {
  'files-148': (c) =>
    c.files.upload({
      file: new Blob(['the bytes of a picture'], { type: 'image/jpeg' }),
      originalName: 'download.jpeg',
      fileName: 'nameForFile',
      isShared: true,
      targetableId: 1,
      targetableType: 'Lead',
    }),
  'files-149': (c) => c.leads.documentAssociations(1),
  'job_status-150': (c) => c.jobStatuses.get('b7b68d8f629336346f884006'),
};
