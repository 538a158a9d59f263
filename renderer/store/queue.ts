import { AppError } from '../../shared/errors.ts';

/** Runs tasks one after the other, in the order they came; a failed one does not hold up the next. */
export class Queue {
  private tail: Promise<unknown> = Promise.resolve();
  private waiting = 0;
  private readonly waitingMax: number;

  /** @param waitingMax how many may wait before further ones are refused */
  constructor(waitingMax: number) {
    this.waitingMax = waitingMax;
  }

  /** @throws AppError `storage` when too many wait, and whatever the task throws */
  run<T>(task: () => Promise<T>): Promise<T> {
    if (this.waiting >= this.waitingMax) {
      return Promise.reject(new AppError({ code: 'storage', reason: 'too many writes are waiting' }));
    }
    this.waiting++;
    const result = this.tail.then(task).finally(() => this.waiting--);
    this.tail = result.catch(() => undefined);
    return result;
  }

  /** Resolves when all that was asked for until now has ended. */
  async idle(): Promise<void> {
    await this.tail;
  }
}
