import Building2 from '@lucide/svelte/icons/building-2';
import Handshake from '@lucide/svelte/icons/handshake';
import Sprout from '@lucide/svelte/icons/sprout';
import UsersRound from '@lucide/svelte/icons/users-round';
import type { Kind } from '../../../shared/entities/kind.ts';

export const KIND_ICONS: Readonly<Record<Kind, typeof Building2>> = {
  leads: Sprout,
  contacts: UsersRound,
  sales_accounts: Building2,
  deals: Handshake,
};

/** People have round pictures. */
export const KIND_SHAPES: Readonly<Record<Kind, 'round' | 'square'>> = {
  leads: 'round',
  contacts: 'round',
  sales_accounts: 'square',
  deals: 'square',
};
