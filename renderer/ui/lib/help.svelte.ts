/** Whether the sheet of shortcuts is shown: a key, a command and a button open it. */
export class Help {
  open: boolean = $state(false);

  show(): void {
    this.open = true;
  }
}
