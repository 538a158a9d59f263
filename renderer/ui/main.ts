import { mount } from 'svelte';
import App from './app/App.svelte';
import { buildApp } from './lib/build-app.ts';
import { createServices } from './lib/services.ts';
import { openTransports } from './lib/transport.ts';
import { trustOwnWorker } from './lib/trusted-types.ts';
import { speak } from './paraglide/messages.js';

trustOwnWorker(window);
const services = createServices(openTransports(window));
const app = buildApp(window, services, { now: () => Date.now() });
await speak(app.language.locale);
mount(App, { target: document.body, props: { app } });

// No part of the first frame. Where it does not come, the app is as it is beside no desktop.
const { beginDesktop } = await import('./desktop/begin.svelte.ts');
beginDesktop(app, window);
