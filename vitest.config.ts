import { svelte } from '@sveltejs/vite-plugin-svelte';
import { svelteTesting } from '@testing-library/svelte/vite';
import { defineConfig } from 'vitest/config';

/** Longer than a test takes on a machine that has other work: a test tells of what is wrong, and not of how busy the machine is. */
const UNHURRIED_MS = 60_000;

const simulations = ['test/sync/simulation.test.ts', 'test/sync/mutations.test.ts'];

/**
 * One project for each floor of the house. `npx vitest run --project store` runs one of them.
 * End-to-end tests drive a real browser, so they run one file after the other with room for slow starts.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/{unit,sample,build}/**/*.test.ts'],
          environment: 'node',
          testTimeout: UNHURRIED_MS,
        },
      },
      { test: { name: 'contract', include: ['test/contract/**/*.test.ts'], environment: 'node' } },
      {
        test: {
          name: 'store',
          include: ['test/store/**/*.test.ts'],
          environment: 'node',
          setupFiles: ['fake-indexeddb/auto'],
          testTimeout: UNHURRIED_MS,
        },
      },
      {
        test: {
          name: 'sync',
          include: ['test/sync/**/*.test.ts'],
          exclude: simulations,
          environment: 'node',
          setupFiles: ['fake-indexeddb/auto'],
          testTimeout: UNHURRIED_MS,
        },
      },
      {
        // Each starts as many processes as there are cores, so they have the machine to themselves.
        test: {
          name: 'simulation',
          include: simulations,
          environment: 'node',
          fileParallelism: false,
          maxWorkers: 1,
          testTimeout: 20 * 60_000,
          hookTimeout: 20 * 60_000,
        },
      },
      {
        plugins: [svelte({ configFile: false }), svelteTesting()],
        resolve: { conditions: ['browser'] },
        test: {
          name: 'ui',
          include: ['test/ui/**/*.test.ts'],
          environment: 'jsdom',
          globalSetup: ['build/vitest/messages.ts'],
          testTimeout: UNHURRIED_MS,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          environment: 'node',
          globalSetup: ['build/vitest/build.ts'],
          fileParallelism: false,
          maxWorkers: 1,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // What a screen shows comes when it comes, on a machine that has other work too.
          expect: { poll: { timeout: 15_000 } },
        },
      },
    ],
  },
});
