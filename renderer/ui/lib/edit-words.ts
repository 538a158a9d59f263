import { assertNever } from '../../../shared/errors.ts';
import type { Duplicate, Problem } from '../../../shared/store-port.ts';
import { m } from '../paraglide/messages.js';

/** What is wrong with a field, in words that blame nobody. */
export function problemWords(problem: Pick<Problem, 'code' | 'limit'>): string {
  switch (problem.code) {
    case 'required':
      return m.edit_problem_required();
    case 'contact-way-required':
      return m.edit_problem_contact_way();
    case 'not-a-choice':
      return m.edit_problem_choice();
    case 'not-a-number':
      return m.edit_problem_number();
    case 'not-an-email':
      return m.edit_problem_email();
    case 'not-a-date':
      return m.edit_problem_date();
    case 'out-of-range':
      return problem.limit === null
        ? m.edit_problem_range_other()
        : m.edit_problem_range({ limit: problem.limit });
    case 'one-primary':
      return m.edit_problem_primary();
    case 'too-many':
      return m.edit_problem_too_many({ limit: problem.limit ?? '' });
    case 'too-large':
      return m.edit_problem_too_large({ limit: problem.limit ?? '' });
    case 'empty-file':
      return m.edit_problem_empty_file();
    case 'only-when-lost':
      return m.edit_problem_only_lost();
    case 'ends-before-it-starts':
      return m.edit_problem_ends();
    case 'read-only':
      return m.edit_problem_read_only();
    case 'not-here':
      return m.edit_problem_gone();
    default:
      return assertNever(problem.code);
  }
}

/** What a record that may be the same shares with the one that is being made. */
export function duplicateWords({ title, by, value }: Duplicate): string {
  switch (by) {
    case 'email':
      return m.edit_duplicate_email({ title, value });
    case 'phone':
      return m.edit_duplicate_phone({ title, value });
    case 'name':
      return m.edit_duplicate_name({ title });
    default:
      return assertNever(by);
  }
}
