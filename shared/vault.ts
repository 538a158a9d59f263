import { z } from 'zod';

/** The key that seals what an account keeps on this device, as the screens see it: whether it is there, and what gives it back. The key itself never comes here. */

/** Why the key is not there, where nobody has locked it away on purpose. */
export const keyTroubleSchema = z.enum([
  /** There is no keychain on this machine that can be used. */
  'missing',
  /** It is locked, and was not unlocked when it asked. */
  'locked',
  /** It said no. */
  'refused',
  /** It did not answer in time. */
  'hanging',
  /** It works, and our entry is not in it. */
  'emptied',
  /** It holds another key than the one that seals what is here. */
  'changed',
  /** The key lived in memory, and the app was ended since. */
  'forgotten',
  /** Our own file that tells what opens the key cannot be read. */
  'file-broken',
]);
export type KeyTrouble = z.infer<typeof keyTroubleSchema>;

export const lockKindSchema = z.enum(['pin', 'passphrase']);
export type LockKind = z.infer<typeof lockKindSchema>;

export const IDLE_MINUTES = [0, 5, 15, 60] as const;
export const AGE_DAYS = [0, 7, 30, 90] as const;

/** When the store is locked. Of the two times 0 is never. */
export const lockSettingsSchema = z.object({
  /** After so many minutes without a hand on the app. */
  idleMinutes: z.literal(IDLE_MINUTES),
  /** When the laptop sleeps or its screen is locked. */
  onSleep: z.boolean(),
  /** After so many days without an answer from the CRM; then only the CRM opens it. */
  ageDays: z.literal(AGE_DAYS),
});
export type LockSettings = z.infer<typeof lockSettingsSchema>;

export const vaultStateSchema = z.discriminatedUnion('name', [
  /** Nobody is signed in. */
  z.object({ name: z.literal('closed') }),
  /** The keychain is being asked. */
  z.object({ name: z.literal('opening') }),
  z.object({
    name: z.literal('open'),
    /** Where the key is: in the keychain, only in memory until the app quits, or, for made-up data, in a file beside it. */
    keyIn: z.enum(['keychain', 'memory', 'sample']),
    /** The key is new, and whatever database lies here belongs to one that is gone for good. */
    fresh: z.boolean(),
    lock: lockKindSchema.nullable(),
    /** The keychain had lost its part of the lock, so that the lock could not stay. */
    lockLost: z.boolean(),
    /** Opened with the recovery code: the PIN may be set anew without the old one. */
    byRecovery: z.boolean(),
    /** Whether a recovery code was made, and whether the rep said that it is written down. */
    recovery: z.enum(['none', 'unconfirmed', 'confirmed']),
    settings: lockSettingsSchema,
  }),
  z.object({
    name: z.literal('locked'),
    /** What opens it, beside the recovery code. */
    lock: lockKindSchema.nullable(),
    /** Whether there is a recovery code. */
    recovery: z.boolean(),
    trouble: keyTroubleSchema.nullable(),
    /** So many wrong attempts were made that no other is taken before this, epoch milliseconds. */
    waitUntil: z.number().nullable(),
    /** So many days the CRM was not reached: it must be, before anything else. */
    age: z.number().int().nullable(),
  }),
]);
export type VaultState = z.infer<typeof vaultStateSchema>;

/** What became of an attempt to open: `mistyped` is a recovery code that cannot be one. */
export const unlockOutcomeSchema = z.enum(['open', 'wrong', 'mistyped', 'wait', 'trouble', 'age']);
export type UnlockOutcome = z.infer<typeof unlockOutcomeSchema>;

/** What became of setting or taking away a lock. */
export const setLockOutcomeSchema = z.enum(['done', 'weak', 'wrong', 'wait', 'no-recovery', 'trouble']);
export type SetLockOutcome = z.infer<typeof setLockOutcomeSchema>;

/** The fewest characters of a PIN, which is digits alone, and of a passphrase. */
export const PIN_MIN = 6;
export const PASSPHRASE_MIN = 10;
export const LOCK_TEXT_MAX = 200;
