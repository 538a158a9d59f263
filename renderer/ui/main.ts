import { mount } from 'svelte';
import App from './app/App.svelte';
import { buildApp } from './lib/build-app.ts';
import { createServices } from './lib/services.ts';
import { openTransports } from './lib/transport.ts';

const services = createServices(openTransports(window));
const app = buildApp(window, services, { now: () => Date.now() });
mount(App, { target: document.body, props: { app } });
