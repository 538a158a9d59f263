import type { Row } from '../../../../shared/store-port.ts';
import type { Stage } from '../../lib/configuration.ts';

/** A card that is being dragged. */
export interface Dragged {
  readonly deal: Row;
  readonly from: Stage;
  /** Where the pointer is, and where in the card it took hold, in pixels of the window. */
  readonly x: number;
  readonly y: number;
  readonly holdX: number;
  readonly holdY: number;
  readonly width: number;
  /** The stage it is over; null beside all columns. */
  readonly over: Stage | null;
}

/** What the dragging needs of the board. */
export interface DragPorts {
  /** The stage whose column is at a place of the window; null beside all. */
  stageAt(x: number, y: number): Stage | null;
  drop(deal: Row, from: Stage, to: Stage): void;
}

/** A press that moves less than this is a click. */
const SLACK = 6;

/** Dragging cards by pointer: a press becomes a drag when it has moved, Escape ends it, and what is dropped where it was stays. */
export class CardDrag {
  #ports: DragPorts;
  #dragged: Dragged | null = $state.raw(null);
  #press: Omit<Dragged, 'over'> | null = null;
  #swallowsClick = false;

  constructor(ports: DragPorts) {
    this.#ports = ports;
  }

  get dragged(): Dragged | null {
    return this.#dragged;
  }

  /** The pointer was pressed on a card. A finger scrolls instead; for it there is the menu. */
  press(event: PointerEvent, card: HTMLElement, deal: Row, from: Stage): void {
    this.#swallowsClick = false;
    if (event.button !== 0 || event.pointerType === 'touch') return;
    const box = card.getBoundingClientRect();
    this.#press = {
      deal,
      from,
      x: event.clientX,
      y: event.clientY,
      holdX: event.clientX - box.left,
      holdY: event.clientY - box.top,
      width: box.width,
    };
  }

  move(event: PointerEvent): void {
    const press = this.#press;
    if (!press) return;
    const { clientX: x, clientY: y } = event;
    if (!this.#dragged && Math.hypot(x - press.x, y - press.y) < SLACK) return;
    event.preventDefault();
    this.#dragged = { ...press, x, y, over: this.#ports.stageAt(x, y) };
  }

  release(): void {
    const dragged = this.#dragged;
    this.#end();
    if (!dragged) return;
    this.#swallowsClick = true;
    if (dragged.over && dragged.over.id !== dragged.from.id)
      this.#ports.drop(dragged.deal, dragged.from, dragged.over);
  }

  /** Puts the card back where it was. Gives whether one was dragged. */
  cancel(): boolean {
    const was = this.#dragged !== null;
    this.#swallowsClick = was;
    this.#end();
    return was;
  }

  /** The click that a browser makes of the end of a drag opens nothing. */
  click(event: MouseEvent): void {
    if (!this.#swallowsClick) return;
    this.#swallowsClick = false;
    event.preventDefault();
    event.stopPropagation();
  }

  #end(): void {
    this.#press = null;
    this.#dragged = null;
  }
}
