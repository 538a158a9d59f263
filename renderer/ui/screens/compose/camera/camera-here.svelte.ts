import { camerasOf } from './camera.svelte.ts';

/** Whether this machine has a camera. */
export interface CameraHere {
  readonly is: boolean;
}

/** Looks for a camera, again whenever one is plugged in or out, and stops with the component. Call it while a component initialises. */
export function cameraHere(media: MediaDevices | undefined): CameraHere {
  let is = $state(false);

  $effect(() => {
    if (!media) return;
    const look = (): void => {
      camerasOf(media).then(
        (cameras) => (is = cameras.length > 0),
        () => (is = false),
      );
    };
    look();
    media.addEventListener('devicechange', look);
    return () => media.removeEventListener('devicechange', look);
  });

  return {
    get is() {
      return is;
    },
  };
}
