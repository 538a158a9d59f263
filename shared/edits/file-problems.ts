import { FILE_BYTES_MAX } from '../limits.ts';
import type { Problem } from '../store-port.ts';
import type { Attachment } from './edit.ts';

const MEGABYTE = 1_000_000;

/** What keeps a file from being attached: it has a name and something in it, and is not larger than what is taken. */
export function fileProblems({ name, size }: Pick<Attachment, 'name' | 'size'>): Problem[] {
  const problem = (code: Problem['code'], limit: string | null = null): Problem => ({
    field: 'file',
    code,
    limit,
  });
  return [
    ...(name.trim() === '' ? [problem('required')] : []),
    ...(size === 0 ? [problem('empty-file')] : []),
    ...(size > FILE_BYTES_MAX ? [problem('too-large', `${String(FILE_BYTES_MAX / MEGABYTE)} MB`)] : []),
  ];
}
