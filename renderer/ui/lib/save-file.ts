/** Gives the user a text as a file, by the way browsers and Electron have for it: they ask where it goes, or put it among the downloads. */
export function saveFile(name: string, text: string, type: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  saveFrom(address, name);
  // The download has the blob by then; it reads it in the same task.
  setTimeout(() => URL.revokeObjectURL(address), 0);
}

/** Has the browser save what is at one of our own addresses; without a name it is called as the answer says. */
export function saveFrom(address: string, name = ''): void {
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
}
