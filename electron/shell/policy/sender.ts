/** Who sent a message to the main process, as Electron tells it. */
export interface Sender {
  /** `event.senderFrame`; null when the frame has gone or navigated since. */
  readonly frame: { readonly origin: string; readonly parent: unknown } | null;
  /** The contents the frame is part of. */
  readonly contentsId: number;
}

/**
 * Whether a message is to be listened to: it comes from the main frame of our own window, and that frame shows our own screens (Electron: Security,
 * "Validate the sender of all IPC messages").
 * @param windowContentsId the contents of our window, or null where there is none
 */
export function isTrustedSender(
  sender: Sender,
  windowContentsId: number | null,
  rendererOrigin: string,
): boolean {
  return (
    sender.frame !== null &&
    sender.frame.parent === null &&
    sender.frame.origin === rendererOrigin &&
    sender.contentsId === windowContentsId
  );
}
