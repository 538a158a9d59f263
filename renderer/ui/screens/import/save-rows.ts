import type { Edits } from '../../lib/edits.svelte.ts';
import type { ReadyRow, RowProblem } from './check-rows.ts';

/**
 * Puts rows into the outbox, in one transaction; those that the store refuses are left out, and the others are saved without them.
 * @param saved takes the id of each edit that was saved, and the row it came from
 * @returns what is wrong with the rows that were not saved
 * @throws AppError where the store cannot save
 */
export async function saveRows(
  rows: readonly ReadyRow[],
  edits: Pick<Edits, 'save'>,
  saved: [string, number][],
): Promise<RowProblem[]> {
  const answer = await edits.save(
    rows.map(({ edit }) => edit),
    null,
  );
  if (answer.saved) {
    // One edit for each row, but for a change of what waits here already that changes nothing: then the row is not known.
    const isPaired = answer.editIds.length === rows.length;
    for (const [index, id] of answer.editIds.entries())
      saved.push([id, isPaired ? (rows[index]?.row ?? 0) : 0]);
    return [];
  }
  const problems = answer.problems.flatMap(({ at, field, code, limit }): RowProblem[] => {
    const row = rows[at]?.row;
    return row === undefined ? [] : [{ row, path: field, code, limit, text: '' }];
  });
  const wrong = new Set(problems.map(({ row }) => row));
  const others = rows.filter(({ row }) => !wrong.has(row));
  if (others.length === 0 || others.length === rows.length) return problems;
  return [...problems, ...(await saveRows(others, edits, saved))];
}
