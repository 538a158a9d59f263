/** What is under way in screens that were left, and cannot be kept beyond the page, by its place: a file that is being imported. */
export class UnderWay extends Map<string, unknown> {}
