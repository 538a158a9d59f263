/** A file as text (Vite: static assets). */
declare module '*?raw' {
  const text: string;
  // eslint-disable-next-line no-restricted-exports -- it is what Vite gives
  export default text;
}
