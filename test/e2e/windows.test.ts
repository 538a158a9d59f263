import { describe, expect, it } from 'vitest';
import { openApp } from './fixtures/app.ts';
import { lookInBothThemes as look } from './fixtures/axe.ts';
import { openBrowser } from './fixtures/browser.ts';
import { cleanUpAfterEach } from './fixtures/cleanup.ts';
import { freshDirs } from './fixtures/dirs.ts';
import { durableSecrets } from './fixtures/durable-secrets.ts';
import { mirrored, rail, sampleButton } from './fixtures/screens.ts';
import { words } from './fixtures/words.ts';

const cleanup = cleanUpAfterEach();

describe('windows of the browser host', () => {
  it('one at a time works with the data; the next says so, and takes over when it is the only one', async () => {
    const dirs = cleanup.keep(await freshDirs());
    const app = cleanup.keep(await openApp({ dirs, secrets: durableSecrets() }));
    await sampleButton(app.page).click();
    await mirrored(app.page);
    const second = await app.browser.context.newPage();
    await second.goto(app.host.address);
    await second.getByText(words('error_open_elsewhere')).waitFor();
    const found: string[] = [];
    await look(second, 'open elsewhere', found);
    expect(found).toEqual([]);
    await app.page.close();
    await second.getByRole('button', { name: words('open_here') }).click();
    await rail(second).waitFor();
    expect(app.browser.complaints).toEqual([]);
  });

  it('a reload goes on where it was, without the token in the address', async () => {
    const dirs = cleanup.keep(await freshDirs());
    const { page } = cleanup.keep(await openApp({ dirs, secrets: durableSecrets() }));
    await sampleButton(page).click();
    await mirrored(page);
    expect(page.url()).not.toContain('token');
    await page.reload();
    await mirrored(page);
  });

  it('a page without the token learns nothing', async () => {
    const dirs = cleanup.keep(await freshDirs());
    const app = cleanup.keep(await openApp({ dirs, secrets: durableSecrets() }));
    await sampleButton(app.page).click();
    await mirrored(app.page);

    const others = cleanup.keep(await freshDirs());
    const stranger = cleanup.keep(await openBrowser({ profile: others.profile }));
    for (const hash of ['', '#token=guessed-guessed-guessed-guessed']) {
      await stranger.page.goto(`${new URL(app.host.address).origin}/${hash}`);
      const answers = await stranger.page.evaluate(
        () =>
          new Promise<string>((resolve) => {
            const socket = new WebSocket(`${location.origin.replace('http', 'ws')}/rpc`, [
              'satchel',
              'guessed',
            ]);
            socket.onopen = () => resolve('open');
            socket.onerror = () => resolve('refused');
          }),
      );
      expect(answers).toBe('refused');
      expect(await rail(stranger.page).count()).toBe(0);
      expect(await sampleButton(stranger.page).count()).toBe(0);
    }
  });
});
