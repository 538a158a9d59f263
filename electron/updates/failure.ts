import { AppError, type ErrorInfo } from '../../shared/errors.ts';

const DISK = new Set(['ENOSPC', 'EDQUOT', 'EACCES', 'EPERM', 'EROFS', 'EIO', 'EMFILE']);

/** What electron-updater throws, as one of our errors. Its texts hold paths and addresses, so none of them goes any further. */
export function updateError(caught: unknown): ErrorInfo {
  if (caught instanceof AppError) return caught.info;
  if (!(caught instanceof Error)) return { code: 'internal', reason: String(caught) };
  if (caught.name === 'CancellationError' || caught.message === 'cancelled') return { code: 'cancelled' };
  // Everything else that goes wrong on the way is an `Error` as it is.
  if (caught instanceof TypeError || caught instanceof RangeError || caught instanceof ReferenceError)
    return { code: 'internal', reason: `${caught.name}: ${caught.message}` };
  const code = 'code' in caught && typeof caught.code === 'string' ? caught.code : '';
  switch (code) {
    case 'HTTP_ERROR_404':
    case 'ERR_UPDATER_CHANNEL_FILE_NOT_FOUND':
      return { code: 'update', reason: 'no-feed' };
    case 'ERR_CHECKSUM_MISMATCH':
      return { code: 'update', reason: 'damaged' };
    case 'ERR_UPDATER_INVALID_SIGNATURE':
      return { code: 'update', reason: 'publisher' };
    case 'ERR_UPDATER_ZIP_FILE_NOT_FOUND':
    case 'ERR_UPDATER_NO_FILES_PROVIDED':
      return { code: 'update', reason: 'bad-feed' };
    default:
      return DISK.has(code) ? { code: 'storage', reason: code } : { code: 'update', reason: 'unreachable' };
  }
}
