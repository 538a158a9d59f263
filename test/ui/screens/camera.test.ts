import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { troubleOf } from '../../../renderer/ui/screens/compose/camera/camera.svelte.ts';
import { FakeCameras } from '../fakes/cameras.ts';
import { ACCOUNT, fakeMain, idleSync, LOCKED_VAULT, OPEN_VAULT } from '../fakes/main.ts';
import { NOW, openApp } from '../fakes/open-app.ts';
import { FIRST_ID } from '../fakes/records.ts';

const cleanup: (() => void)[] = [];
afterEach(() => {
  for (const undo of cleanup.splice(0)) undo();
  vi.restoreAllMocks();
});

/** The form for files of a record, on a machine with these cameras. */
async function openForm(cameras: FakeCameras) {
  cleanup.push(cameras.install(window));
  const opened = openApp({
    hash: `#/contacts/${FIRST_ID.contacts}`,
    size: 20,
    main: fakeMain({
      account: { status: 'signed-in', account: ACCOUNT, key: 'keychain' },
      sync: idleSync(NOW),
      vault: { ...OPEN_VAULT, lock: 'pin' },
    }),
  });
  const record = await screen.findByRole('article', { name: 'Ada Dubois' });
  const composer = await within(record).findByRole('region', { name: 'Write down' });
  await fireEvent.click(within(composer).getByRole('button', { name: 'File' }));
  return { ...opened, composer };
}

/** The same with the camera's dialog open. */
async function openCamera(cameras: FakeCameras) {
  const form = await openForm(cameras);
  await fireEvent.click(await within(form.composer).findByRole('button', { name: 'Take a picture' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'Take a picture' }));
  return { ...form, dialog };
}

/** jsdom draws nothing: what is drawn weighs so many bytes. */
function drawing(...sizes: number[]): void {
  vi.spyOn(HTMLVideoElement.prototype, 'videoWidth', 'get').mockReturnValue(640);
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null);
  vi.spyOn(HTMLCanvasElement.prototype, 'toBlob').mockImplementation((done, type) =>
    done(new Blob(['x'.repeat(sizes.shift() ?? 5)], { type: type ?? '' })),
  );
}

function hide(isHidden: boolean): Promise<boolean> {
  vi.spyOn(document, 'hidden', 'get').mockReturnValue(isHidden);
  return fireEvent(document, new Event('visibilitychange'));
}

const press = (dialog: { getByRole: typeof screen.getByRole }, name: string) =>
  fireEvent.click(dialog.getByRole('button', { name }));

describe('the camera', () => {
  it('is offered where there is one, also when it comes later', async () => {
    const cameras = new FakeCameras();
    const { composer } = await openForm(cameras);
    await within(composer).findByRole('button', { name: 'Choose files' });
    expect(within(composer).queryByRole('button', { name: 'Take a picture' })).toBeNull();
    cameras.plugIn('USB');
    await within(composer).findByRole('button', { name: 'Take a picture' });
    expect(cameras.tracks).toEqual([]);
  });

  it('takes a picture that becomes a chosen file, and is off from the moment it is taken', async () => {
    drawing();
    const cameras = new FakeCameras('Built in');
    const { dialog, composer } = await openCamera(cameras);
    await dialog.findByRole('button', { name: 'Take picture' });
    expect(document.activeElement?.textContent?.trim()).toBe('Take picture');
    expect(cameras.wishes).toMatchObject([{ audio: false, video: { facingMode: 'environment' } }]);
    // There is nothing to choose from.
    expect(dialog.queryByRole('combobox')).toBeNull();
    await press(dialog, 'Take picture');
    await dialog.findByRole('img', { name: 'The picture that was taken' });
    expect(cameras.on).toEqual([]);
    await press(dialog, 'Take again');
    await dialog.findByRole('button', { name: 'Take picture' });
    expect(cameras.on).toHaveLength(1);
    await press(dialog, 'Take picture');
    await press(dialog, 'Use picture');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    const line = within(composer).getByRole('listitem');
    expect(line.textContent).toContain('Photo 2026-11-24 09.12.00.jpg');
    expect(cameras.on).toEqual([]);
  });

  it('can be another one', async () => {
    const cameras = new FakeCameras('Front', 'Back');
    const { dialog } = await openCamera(cameras);
    const which = await dialog.findByRole<HTMLSelectElement>('combobox', { name: 'Camera' });
    expect([...which.options].map(({ text }) => text)).toEqual(['Front', 'Back']);
    await fireEvent.change(which, { target: { value: 'Back' } });
    await waitFor(() => expect(cameras.on.map(({ deviceId }) => deviceId)).toEqual(['Back']));
    expect(cameras.wishes[1]?.video).toMatchObject({ deviceId: { exact: 'Back' } });
  });

  it.each([
    ['NotAllowedError', 'The camera is not allowed'],
    ['NotFoundError', 'There is no camera'],
    ['NotReadableError', 'The camera cannot be used now'],
  ])('says in words what %s means, and can be tried again', async (name, words) => {
    const cameras = new FakeCameras('Built in');
    cameras.refusal = name;
    const { dialog } = await openCamera(cameras);
    expect((await dialog.findByRole('alert')).textContent).toContain(words);
    cameras.refusal = null;
    await press(dialog, 'Try again');
    await dialog.findByRole('button', { name: 'Take picture' });
  });

  it('says that it is gone when it was unplugged', async () => {
    const cameras = new FakeCameras('USB');
    const { dialog } = await openCamera(cameras);
    await dialog.findByRole('button', { name: 'Take picture' });
    cameras.tracks[0]?.end();
    await dialog.findByText('There is no camera');
  });

  it('is off when the dialog is closed, also where it had not started yet', async () => {
    const cameras = new FakeCameras('Slow');
    const warmUp = Promise.withResolvers<void>();
    cameras.warmUp = warmUp.promise;
    const { dialog } = await openCamera(cameras);
    await dialog.findByText('The camera is starting');
    await press(dialog, 'Cancel');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    warmUp.resolve();
    await waitFor(() => expect(cameras.tracks).toHaveLength(1));
    await waitFor(() => expect(cameras.on).toEqual([]));
  });

  it('is off while the page cannot be seen, and on again when it can', async () => {
    const cameras = new FakeCameras('Built in');
    const { dialog } = await openCamera(cameras);
    await dialog.findByRole('button', { name: 'Take picture' });
    await hide(true);
    expect(cameras.on).toEqual([]);
    await hide(false);
    await dialog.findByRole('button', { name: 'Take picture' });
    expect(cameras.on).toHaveLength(1);
  });

  it('is off when the app locks', async () => {
    const cameras = new FakeCameras('Built in');
    const { dialog, main } = await openCamera(cameras);
    await dialog.findByRole('button', { name: 'Take picture' });
    main.vault(LOCKED_VAULT);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(cameras.on).toEqual([]);
  });

  it('tells apart what keeps it from seeing', () => {
    const of = (name: string) => troubleOf(new DOMException('', name));
    expect(['SecurityError', 'OverconstrainedError', 'AbortError'].map(of)).toEqual([
      'refused',
      'missing',
      'busy',
    ]);
    expect(troubleOf('?')).toBe('busy');
  });
});
