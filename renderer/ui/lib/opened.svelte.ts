/** Something that lies over the screens: keys, commands and buttons open it. */
export class Opened {
  open: boolean = $state(false);
  /** Whether it was ever opened: it is there since, and can be closed with its grace. */
  wasOpen: boolean = $state(false);

  show(): void {
    this.open = true;
    this.wasOpen = true;
  }
}
