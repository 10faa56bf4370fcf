/** Which files of a folder of everything nobody but its owner could have: the others repeat what the ledger or a network shows to everybody. */

/** Below `accounts/ADDRESS/`, and on the top. Gathered in one place even these say who somebody is. */
const PUBLIC = [/^README\.txt$/, /^network\.json$/, /^accounts\/[^/]+\/(contracts|statements|trust)\//];

export const isPrivate = (file: string): boolean => !PUBLIC.some((pattern) => pattern.test(file));
