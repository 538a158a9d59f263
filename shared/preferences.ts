import { z } from 'zod';
import { FILES_ROOM_CHOICES, FILES_ROOM_USUAL } from './files.ts';

/** When nothing is fetched ahead: as the system says, always, or never. */
export const SAVING_CHOICES = ['auto', 'always', 'never'] as const;

/** What the user has chosen for this device, as far as the main process has to know it. */
export const preferencesSchema = z.object({
  saving: z.enum(SAVING_CHOICES),
  /** Closing the window leaves the app running. */
  keepRunning: z.boolean(),
  launchAtLogin: z.boolean(),
  /** Whether tasks and appointments are announced. */
  reminders: z.boolean(),
  /** How much room files of the CRM may take on this device, in bytes. */
  filesRoom: z.literal(FILES_ROOM_CHOICES),
});
export type Preferences = z.infer<typeof preferencesSchema>;

export const USUAL_PREFERENCES: Preferences = {
  saving: 'auto',
  keepRunning: true,
  launchAtLogin: false,
  reminders: true,
  filesRoom: FILES_ROOM_USUAL,
};

const { saving, keepRunning, launchAtLogin, reminders, filesRoom } = preferencesSchema.shape;

/** As they lie on the disk: a choice that is missing, or not understood, is as usual. */
export const storedPreferencesSchema: z.ZodType<Preferences> = z.object({
  saving: saving.catch(USUAL_PREFERENCES.saving),
  keepRunning: keepRunning.catch(USUAL_PREFERENCES.keepRunning),
  launchAtLogin: launchAtLogin.catch(USUAL_PREFERENCES.launchAtLogin),
  reminders: reminders.catch(USUAL_PREFERENCES.reminders),
  filesRoom: filesRoom.catch(USUAL_PREFERENCES.filesRoom),
});

/** Which of these a host can follow. The browser host has no window of its own to keep. */
export const offersSchema = z.object({
  keepRunning: z.boolean(),
  launchAtLogin: z.boolean(),
  /** Whether reminders come also while the window is hidden. */
  notifications: z.boolean(),
});
export type Offers = z.infer<typeof offersSchema>;

export const shownPreferencesSchema = z.object({ preferences: preferencesSchema, offers: offersSchema });
export type ShownPreferences = z.infer<typeof shownPreferencesSchema>;
