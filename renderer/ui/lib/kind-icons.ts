import Activity from '@lucide/svelte/icons/activity';
import Building2 from '@lucide/svelte/icons/building-2';
import CalendarDays from '@lucide/svelte/icons/calendar-days';
import FileText from '@lucide/svelte/icons/file-text';
import Handshake from '@lucide/svelte/icons/handshake';
import ListTodo from '@lucide/svelte/icons/list-todo';
import Package from '@lucide/svelte/icons/package';
import Phone from '@lucide/svelte/icons/phone';
import Sprout from '@lucide/svelte/icons/sprout';
import StickyNote from '@lucide/svelte/icons/sticky-note';
import UsersRound from '@lucide/svelte/icons/users-round';
import type { Kind, RecordKind } from '../../../shared/entities/kind.ts';

export const KIND_ICONS: Readonly<Record<RecordKind, typeof Building2>> = {
  leads: Sprout,
  contacts: UsersRound,
  sales_accounts: Building2,
  deals: Handshake,
  tasks: ListTodo,
  appointments: CalendarDays,
  sales_activities: Activity,
  notes: StickyNote,
  phone_calls: Phone,
  products: Package,
  cpq_documents: FileText,
};

/** People have round pictures. */
export const KIND_SHAPES: Readonly<Record<Kind, 'round' | 'square'>> = {
  leads: 'round',
  contacts: 'round',
  sales_accounts: 'square',
  deals: 'square',
};
