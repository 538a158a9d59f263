import { describe, expect, it } from 'vitest';
import { createWatches } from '../../../renderer/ui/lib/watches.ts';
import { AppError, type ErrorInfo } from '../../../shared/errors.ts';
import type { ListSpec, ListValue } from '../../../shared/store-port.ts';
import { makeUp } from '../fakes/records.ts';
import { fakeStore } from '../fakes/store.ts';

const spec = (text: string): ListSpec => ({
  type: 'list',
  kind: 'contacts',
  sorts: [],
  filters: [],
  text,
  columns: ['name'],
  sums: [],
  offset: 0,
  limit: 10,
});

/** Lets everything that waits on promises go on. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 0));

function watching() {
  const store = fakeStore(makeUp(0, 40));
  const answers: { value: ListValue; spec: ListSpec }[] = [];
  const errors: ErrorInfo[] = [];
  const watch = createWatches(store.client).open<ListSpec>({
    answer: (value, asked) => answers.push({ value, spec: asked }),
    fail: (error) => errors.push(error),
  });
  return { store, answers, errors, watch };
}

describe('watches', () => {
  it('answer, and answer again when the store changes', async () => {
    const { store, answers, watch } = watching();
    watch.ask(spec(''));
    await settle();
    expect(answers.at(-1)?.value.total).toBe(40);
    store.change('contacts', [{ id: 1, display_name: 'Only one' }]);
    expect(answers.at(-1)?.value.rows.map((row) => row.title)).toEqual(['Only one']);
  });

  it('send one question at a time, and of several the last', async () => {
    const { store, answers, watch } = watching();
    const release = store.hold();
    for (const text of ['a', 'ad', 'ada', 'ada d']) watch.ask(spec(text));
    await settle();
    expect(store.calls).toEqual(['watch.open']);
    release();
    await settle();
    expect(store.calls).toEqual(['watch.open', 'watch.move']);
    expect(answers.map((answer) => answer.spec.text)).toEqual(['a', 'ada d']);
  });

  it('end with the newest state when a change and an answer cross', async () => {
    const { store, answers, watch } = watching();
    watch.ask(spec(''));
    await settle();
    watch.ask(spec('o'));
    // The store has the question and works out its answer; the change comes before the answer does.
    await Promise.resolve();
    await Promise.resolve();
    store.change('contacts', [{ id: 1, display_name: 'Only one' }]);
    await settle();
    expect(answers.at(-1)?.value.rows.map((row) => row.title)).toEqual(['Only one']);
    expect(answers.at(-1)?.spec.text).toBe('o');
  });

  it('ask nothing when nothing changed', async () => {
    const { store, watch } = watching();
    watch.ask(spec('ada'));
    await settle();
    watch.ask(spec('ada'));
    await settle();
    expect(store.calls).toEqual(['watch.open']);
  });

  it('close in the store, also when they are closed before they are open', async () => {
    const { store, answers, watch } = watching();
    const release = store.hold();
    watch.ask(spec(''));
    watch.close();
    release();
    await settle();
    expect(store.watching()).toEqual([]);
    expect(answers).toEqual([]);
    store.change('contacts', []);
    expect(answers).toEqual([]);
  });

  it('tell of a failure, and ask the same again afterwards', async () => {
    const { store, answers, errors, watch } = watching();
    store.failNext('watch.open', new AppError({ code: 'storage', reason: 'quota' }));
    watch.ask(spec(''));
    await settle();
    expect(errors).toEqual([{ code: 'storage', reason: 'quota' }]);
    watch.ask(spec(''));
    await settle();
    expect(answers).toHaveLength(1);
  });
});
