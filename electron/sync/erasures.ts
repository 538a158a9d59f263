import type { ErasableRef, Erasure } from '../../shared/erasure.ts';
import { AppError, errorInfoOf, type ErrorInfo } from '../../shared/errors.ts';
import { erase, type EraseJob } from './erase.ts';
import { isOfEngine } from './push/outcome.ts';

/** Records that the user wants erased now, and waits for. Nothing of it outlives the engine: what cannot be done now is refused. */
export interface Erasures {
  ask(ref: ErasableRef): Promise<Erasure>;
  has(): boolean;
  /** Erases the one that was asked for first, and tells who asked. @throws AppError for what concerns the whole engine */
  step(job: EraseJob): Promise<void>;
  /** Tells all who wait that nothing comes of it. */
  refuse(error: ErrorInfo): void;
}

export function createErasures(): Erasures {
  const waiting: {
    readonly ref: ErasableRef;
    readonly resolve: (outcome: Erasure) => void;
    readonly reject: (error: AppError) => void;
  }[] = [];
  return {
    ask: (ref) => new Promise((resolve, reject) => void waiting.push({ ref, resolve, reject })),
    has: () => waiting.length > 0,
    async step(job) {
      const first = waiting.shift();
      if (first === undefined) return;
      try {
        first.resolve(await erase(first.ref, job));
      } catch (caught) {
        const info = errorInfoOf(caught);
        first.reject(new AppError(info, { cause: caught }));
        if (isOfEngine(info)) throw caught;
      }
    },
    refuse(error) {
      for (const { reject } of waiting.splice(0)) reject(new AppError(error));
    },
  };
}
