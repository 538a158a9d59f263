// "JSON.parse source text access" (ECMAScript 2025): in Node 22 and Chromium 114, not yet in TypeScript's library.
interface JSON {
  parse(
    text: string,
    reviver: (key: string, value: unknown, context: { source?: string }) => unknown,
  ): unknown;
  rawJSON(text: string): object;
}
