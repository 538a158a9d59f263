/**
 * The icon as macOS wants it: with room around it (Apple: Human Interface Guidelines, 824 of 1024 points).
 * @param svg a square of 512
 */
export function forMac(svg: string): string {
  const side = (512 * 1024) / 824;
  const from = (512 - side) / 2;
  return withViewBox(svg, `${from} ${from} ${side} ${side}`);
}

/** The icon as a stencil, which the menu bar fills in its own colour: the bag with its lock cut out, on nothing. */
export function forMenuBar(svg: string): string {
  const bag = svg
    .slice(svg.indexOf('>') + 1, svg.lastIndexOf('</svg>'))
    .replace(/<rect width="512" height="512"[^>]*\/>/, '')
    // A mask shows what is white in it.
    .replaceAll('#d5ebe6', '#ffffff')
    .replaceAll('#0b6b5d', '#000000');
  return (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="72 56 368 368">' +
    `<mask id="bag">${bag}</mask><rect width="512" height="512" mask="url(#bag)"/></svg>`
  );
}

function withViewBox(svg: string, box: string): string {
  return svg.replace(/viewBox="[^"]*"/, `viewBox="${box}"`);
}
