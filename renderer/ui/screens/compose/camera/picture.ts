const QUALITY = 0.9;
const SMALLER = 0.7;

/** Draws what a video shows now, as large as it is. */
export function drawFrame(canvas: HTMLCanvasElement, video: HTMLVideoElement): void {
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  canvas.getContext('2d')?.drawImage(video, 0, 0);
}

/**
 * What is drawn, as a JPEG that is not larger than a limit in bytes.
 * @throws Error where the browser cannot make one
 */
export function jpegOf(canvas: HTMLCanvasElement, limit: number): Promise<Blob> {
  return withinLimit(limit, async (scale) => {
    const blob = await blobOf(scale === 1 ? canvas : scaled(canvas, scale));
    if (!blob) throw new Error('no picture can be made of what is drawn');
    return blob;
  });
}

/** The first of ever smaller versions that is not larger than a limit; `make` is given the part of the full width and height. */
export async function withinLimit<T extends { readonly size: number }>(
  limit: number,
  make: (scale: number) => Promise<T>,
): Promise<T> {
  let scale = 1;
  let made = await make(scale);
  while (made.size > limit) made = await make((scale *= SMALLER));
  return made;
}

function scaled(canvas: HTMLCanvasElement, scale: number): HTMLCanvasElement {
  const small = document.createElement('canvas');
  small.width = Math.max(1, Math.round(canvas.width * scale));
  small.height = Math.max(1, Math.round(canvas.height * scale));
  small.getContext('2d')?.drawImage(canvas, 0, 0, small.width, small.height);
  return small;
}

function blobOf(canvas: HTMLCanvasElement): Promise<Blob | null> {
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY));
}
