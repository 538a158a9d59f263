import { KINDS, type Kind } from '../../../shared/entities/kind.ts';
import type { OutboxCounts } from '../../../shared/store-port.ts';
import { commandsOf } from '../app/commands.ts';
import type { App } from '../lib/app-context.ts';
import { syncWords } from '../lib/sync-words.ts';
import { openLink } from './links.ts';
import { sayReminders } from './reminders.ts';
import { tellSurroundings, type MachinePage } from './surroundings.ts';
import { desktopView } from './view.ts';

/** What the page is joined to. */
export interface DesktopPage extends MachinePage {
  /** Only there where a desktop of our own lies around the page. */
  readonly satchel?: unknown;
}

/**
 * Joins the page to what lies around it: the machine and, where there is one, the desktop. It is no part of the first frame.
 * @returns what ends it
 */
export function beginDesktop(app: App, page: DesktopPage): () => void {
  const { main } = app.services;
  const tellAgain = tellSurroundings(page, main);
  app.services.onConnected((connected) => {
    if (connected) tellAgain();
  });
  if (page.satchel !== undefined) return joinDesktop(app);
  return main.on('reminders.due', ({ reminders }) => {
    if (app.session.stage.name === 'open') sayReminders(app, reminders);
  });
}

function joinDesktop(app: App): () => void {
  const { services, session, sync, clock, formats } = app;
  const { main } = services;
  let absent = $state.raw<readonly Kind[]>([]);
  let outbox = $state.raw<OutboxCounts | null>(null);

  const open = $derived(session.stage.name === 'open' ? session.stage : null);
  const accountId = $derived(open?.account.id ?? null);
  const kinds = $derived(KINDS.filter((kind) => !absent.includes(kind)));
  const view = $derived(
    desktopView(app, {
      isOpen: open !== null,
      kinds,
      pending: outbox?.all ?? 0,
      status: syncWords(
        { state: sync.state, connected: sync.connected, key: open?.key ?? 'reading', outbox },
        clock.now,
        formats,
      ).title,
    }),
  );

  async function takeLink(): Promise<void> {
    if (open === null) return;
    const { origin } = open.account;
    const { link } = await main.call('link.take', {});
    if (link) await openLink(app, link, origin);
  }

  /** The main process is there as long as this page is; where a call fails all the same, the next one comes with the next change. */
  const quietly = (call: Promise<unknown>): void => void call.catch(() => undefined);

  const stopEffects = $effect.root(() => {
    $effect(() => {
      if (accountId === null) return;
      const watch = services.watches.open<{ readonly type: 'counts' }>({
        answer(value) {
          absent = value.absentKinds;
          outbox = value.outbox;
        },
        // What the store does not say is not shown.
        fail: () => undefined,
      });
      watch.ask({ type: 'counts' });
      return () => {
        watch.close();
        absent = [];
        outbox = null;
      };
    });
    let told = '';
    $effect(() => {
      const text = JSON.stringify(view);
      if (text === told) return;
      told = text;
      quietly(main.call('desktop.show', view));
    });
    // A link may have come before there was an account to open it in.
    $effect(() => {
      if (accountId !== null) quietly(takeLink());
    });
  });
  const stops = [
    main.on('link.waiting', () => quietly(takeLink())),
    main.on('command.chosen', ({ id }) => {
      if (open !== null)
        commandsOf(app, kinds)
          .find((command) => command.id === id)
          ?.run();
    }),
    stopEffects,
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
