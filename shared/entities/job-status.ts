import { z } from 'zod';
import * as field from './fields.ts';

/** How a bulk job stands (reference: Job Status). `status` is IN_PROGRESS, SUCCESS or FAILED; `progress` is per cent. */
export const jobStatusSchema = z.looseObject({
  status: z.string(),
  job_type_name: field.text,
  progress: field.number,
  created_at: field.instant,
  status_updated_at: field.instant,
  data: field.object({
    record_status: field.object({ succeeded: field.number, failed: field.number }),
    /** One row a record that failed: its unique field's name and value, and the reasons. */
    detailed_failure_report: field.objects({ error_message: field.strings }),
  }),
});
export type JobStatus = z.infer<typeof jobStatusSchema>;
