/** Gives the user a text as a file, by the way browsers and Electron have for it: they ask where it goes, or put it among the downloads. */
export function saveFile(name: string, text: string, type: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The download has the blob by then; it reads it in the same task.
  setTimeout(() => URL.revokeObjectURL(address), 0);
}
