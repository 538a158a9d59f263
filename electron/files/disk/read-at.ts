import type { FileHandle } from 'node:fs/promises';

/** Fills `room` from a place of a file on. @returns what of it was filled: less where the file ends */
export async function readAt(file: FileHandle, room: Buffer, place: number): Promise<Buffer> {
  for (let filled = 0; ;) {
    const { bytesRead } = await file.read(room, filled, room.length - filled, place + filled);
    filled += bytesRead;
    if (bytesRead === 0 || filled === room.length) return room.subarray(0, filled);
  }
}
