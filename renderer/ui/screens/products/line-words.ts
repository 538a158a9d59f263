import { assertNever } from '../../../../shared/errors.ts';
import { m } from '../../paraglide/messages.js';
import type { LineProblem } from './line-draft.ts';

/** What is wrong with a field of a line, in words that blame nobody. */
export function lineProblemWords(problem: LineProblem): string {
  switch (problem) {
    case 'required':
      return m.edit_problem_required();
    case 'not-a-number':
      return m.edit_problem_number();
    case 'not-positive':
      return m.lines_problem_positive();
    case 'negative':
      return m.lines_problem_negative();
    case 'not-whole':
      return m.lines_problem_whole();
    case 'over-all':
      return m.lines_problem_over();
    default:
      return assertNever(problem);
  }
}
