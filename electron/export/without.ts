/** What could not be written into a folder of everything: named in its list and on the page, never left out silently. */
export interface Without {
  /** File or folder, relative to the account's or the whole one. */
  readonly what: string;
  /** Name of the fault, or why it is withheld. */
  readonly why: string;
}
