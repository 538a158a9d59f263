/** A camera that is switched on. */
export class FakeTrack extends EventTarget {
  readonly deviceId: string;
  isOn = true;

  constructor(deviceId: string) {
    super();
    this.deviceId = deviceId;
  }

  getSettings = (): MediaTrackSettings => ({ deviceId: this.deviceId });
  stop = (): void => void (this.isOn = false);

  /** It is unplugged. */
  end(): void {
    this.isOn = false;
    this.dispatchEvent(new Event('ended'));
  }
}

/** The cameras of a machine, as a page sees them. */
export class FakeCameras extends EventTarget {
  readonly names: string[];
  /** Every camera that was ever switched on, in order. */
  readonly tracks: FakeTrack[] = [];
  /** What was asked for. */
  readonly wishes: MediaStreamConstraints[] = [];
  /** Why none is given. */
  refusal: string | null = null;
  /** What a camera takes to start. */
  warmUp: Promise<void> = Promise.resolve();

  constructor(...names: string[]) {
    super();
    this.names = names;
  }

  /** Those that see something now. */
  get on(): readonly FakeTrack[] {
    return this.tracks.filter(({ isOn }) => isOn);
  }

  enumerateDevices = async (): Promise<MediaDeviceInfo[]> => {
    const known = this.tracks.length > 0;
    const device = (kind: MediaDeviceKind, deviceId: string, label: string) =>
      ({ kind, deviceId, label, groupId: '' }) as MediaDeviceInfo;
    return [
      device('audioinput', '', ''),
      ...this.names.map((name) => device('videoinput', known ? name : '', known ? name : '')),
    ];
  };

  getUserMedia = async (wish: MediaStreamConstraints): Promise<MediaStream> => {
    this.wishes.push(wish);
    await this.warmUp;
    if (this.refusal !== null) throw new DOMException('', this.refusal);
    const { deviceId } = wish.video as { deviceId?: { exact: string } };
    const track = new FakeTrack(deviceId?.exact ?? this.names[0] ?? '');
    this.tracks.push(track);
    return { getTracks: () => [track], getVideoTracks: () => [track] } as object as MediaStream;
  };

  /** One is plugged in. */
  plugIn(name: string): void {
    this.names.push(name);
    this.dispatchEvent(new Event('devicechange'));
  }

  /** From now on the page sees these; gives what takes them away. */
  install(page: Window): () => void {
    Object.defineProperty(page.navigator, 'mediaDevices', { configurable: true, value: this });
    return () => void Reflect.deleteProperty(page.navigator, 'mediaDevices');
  }
}
