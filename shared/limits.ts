/** The numbers that the reference, or the lack of one, imposes. */

/** Records a page; nobody is seen to ask for more, and no larger maximum is documented (quirks §2). */
export const PAGE_SIZE = 100;
/** Entities in one bulk call, and such calls at a time (reference: Bulk Upsert). */
export const BULK_MAX = 100;
export const BULK_CONCURRENT_MAX = 10;
/** Accounts of one contact (reference: Create a Contact). */
export const CONTACT_ACCOUNTS_MAX = 10;
/** Products of one deal or document (reference: Add Products to the Deal). */
export const PRODUCTS_MAX = 100;
/** The largest file that is attached. The reference names no limit; the product's own screens refuse more. */
export const FILE_BYTES_MAX = 20_000_000;
/** A file is kept and passed on in pieces of this size, so that no message and no row is as large as a file. */
export const FILE_PIECE_BYTES = 256 * 1024;
/** The largest answer we read: a page of 100 records with long notes stays far below it. */
export const RESPONSE_BYTES_MAX = 32 * 1024 * 1024;
/** How long a connection, and the whole answer, may take, in milliseconds. */
export const CONNECT_TIMEOUT_MS = 10_000;
export const RESPONSE_TIMEOUT_MS = 60_000;
/** The wait after a 429 that names none, in milliseconds (quirks §3: recovery took 15 to 20 minutes; start lower and grow). */
export const RATE_LIMIT_WAIT_MS = 60_000;
/** So often an edit is tried before it is parked in front of the rep. */
export const EDIT_ATTEMPTS_MAX = 8;
