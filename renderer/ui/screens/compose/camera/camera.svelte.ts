/** Why there is no picture to be seen. */
export type CameraTrouble = 'refused' | 'missing' | 'busy';

/** What a camera is doing. It sees something while it is `live`, and then alone. */
export type CameraStage =
  | { readonly name: 'off' }
  | { readonly name: 'starting' }
  | { readonly name: 'live'; readonly stream: MediaStream; readonly id: string | null }
  | { readonly name: 'trouble'; readonly trouble: CameraTrouble };

/** A camera of this machine. Its name is empty while the page may not know it. */
export interface CameraChoice {
  readonly id: string;
  readonly name: string;
}

type Media = Pick<MediaDevices, 'getUserMedia' | 'enumerateDevices'>;

/** As large as any camera of a laptop gives. */
const SIZE = { width: { ideal: 3840 }, height: { ideal: 2160 } };

/** One camera at a time, and only from `start` to `stop`. */
export class Camera {
  #media: Media;
  #stage: CameraStage = $state.raw({ name: 'off' });
  #choices: readonly CameraChoice[] = $state.raw([]);
  /** A camera that comes after it is not wanted any more is switched off at once. */
  #turn = 0;

  constructor(media: Media) {
    this.#media = media;
  }

  get stage(): CameraStage {
    return this.#stage;
  }

  /** The cameras there are, as far as they may be known; that is once one of them was live. */
  get choices(): readonly CameraChoice[] {
    return this.#choices;
  }

  /** Switches a camera on, in place of the one that is; of two, the one that looks away from the user unless one is named. It never rejects: `stage` says what came of it. */
  async start(id: string | null = null): Promise<void> {
    this.stop();
    const turn = this.#turn;
    this.#stage = { name: 'starting' };
    try {
      const which = id === null ? { facingMode: 'environment' } : { deviceId: { exact: id } };
      const stream = await this.#media.getUserMedia({ video: { ...SIZE, ...which }, audio: false });
      if (turn !== this.#turn) return end(stream);
      const [track] = stream.getVideoTracks();
      track?.addEventListener('ended', () => this.#fail(turn, 'missing'));
      this.#stage = { name: 'live', stream, id: track?.getSettings().deviceId ?? null };
      this.#choices = await camerasOf(this.#media);
    } catch (error) {
      this.#fail(turn, troubleOf(error));
    }
  }

  stop(): void {
    this.#turn += 1;
    if (this.#stage.name === 'live') end(this.#stage.stream);
    this.#stage = { name: 'off' };
  }

  #fail(turn: number, trouble: CameraTrouble): void {
    if (turn !== this.#turn) return;
    this.stop();
    this.#stage = { name: 'trouble', trouble };
  }
}

function end(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

/** The cameras of this machine, each once: before one was allowed, all are nameless. */
export async function camerasOf(media: Pick<MediaDevices, 'enumerateDevices'>): Promise<CameraChoice[]> {
  const devices = await media.enumerateDevices();
  return devices
    .filter(({ kind }) => kind === 'videoinput')
    .map(({ deviceId, label }) => ({ id: deviceId, name: label }));
}

/** What an error of `getUserMedia` means to the rep (Media Capture and Streams, 10.2). */
export function troubleOf(error: unknown): CameraTrouble {
  const { name } = Object(error) as { readonly name?: unknown };
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'refused';
  return name === 'NotFoundError' || name === 'OverconstrainedError' ? 'missing' : 'busy';
}
