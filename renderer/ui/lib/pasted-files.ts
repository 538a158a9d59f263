/** What browsers call a picture that was copied and is no file: each screenshot is an "image.png". */
const NO_NAME = /^(?:|image\.\w+)$/;

/** Files as they were pasted, those without a name of their own under one that says more, with the ending that goes with what is in it. */
export function namedFiles(files: readonly File[], name: string): File[] {
  return files.map((file) => {
    if (!NO_NAME.test(file.name)) return file;
    const { type, lastModified } = file;
    return new File([file], name + endingOf(file), { type, lastModified });
  });
}

/** The ending it has, else the one that is used for its type: "image/svg+xml" is an ".svg". */
function endingOf({ name, type }: File): string {
  const own = /\.\w+$/.exec(name)?.[0];
  if (own !== undefined) return own;
  const kind = /^image\/(\w+)/.exec(type)?.[1];
  if (kind === undefined) return type === 'text/plain' ? '.txt' : '';
  return kind === 'jpeg' ? '.jpg' : `.${kind}`;
}
