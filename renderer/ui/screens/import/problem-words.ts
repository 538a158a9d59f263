import { problemWords } from '../../lib/edit-words.ts';
import type { FormField } from '../../lib/form-fields.ts';
import { m } from '../../paraglide/messages.js';
import type { RowProblem } from './check-rows.ts';

/** What is wrong with a row, as a sentence. */
export function rowProblemWords({ code, limit }: RowProblem): string {
  if (code === 'repeated') return m.import_problem_repeated({ row: limit ?? '' });
  if (code === 'ambiguous') return m.import_problem_ambiguous();
  if (code === 'no-such-record') return m.import_problem_no_account();
  return problemWords({ code, limit });
}

/** The name of the field a problem is about; empty for the row as a whole. */
export function problemField({ path }: RowProblem, fields: readonly FormField[]): string {
  if (path === null) return '';
  return fields.find((field) => field.path === path || `custom_field.${path}` === field.path)?.label ?? path;
}

/** The name of what stands between the cells of a file. */
export function delimiterWords(delimiter: string): string {
  switch (delimiter) {
    case ';':
      return m.import_delimiter_semicolon();
    case '\t':
      return m.import_delimiter_tab();
    case '|':
      return m.import_delimiter_bar();
    default:
      return m.import_delimiter_comma();
  }
}
