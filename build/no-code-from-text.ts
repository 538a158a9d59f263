import type { Plugin } from 'vite';

/** Where zod keeps its settings. */
const SETTINGS = /[\\/]zod[\\/]v4[\\/]core[\\/]core\.js$/;

/**
 * Zod's settings, set to make no code of text: it would try whether it may as soon as it is loaded, before anything of ours could say so, and the try alone is a breach of the
 * content security policy. It then checks by walking, as it did where the policy had refused.
 */
export function withoutCodeFromText(code: string): string {
  return `${code}\nglobalConfig.jitless = true;\n`;
}

export const noCodeFromText: Plugin = {
  name: 'no-code-from-text',
  transform: {
    filter: { id: SETTINGS },
    // No line moves.
    handler: (code) => ({ code: withoutCodeFromText(code), map: null }),
  },
};
