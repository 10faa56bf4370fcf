/** A back-up's text for a QR code: the vault file without the blank space that is there for people. */

/** Bytes: what a code of version 40 holds at error correction M, so that a crease does not cost the wallet. */
export const BACKUP_CODE_MAX = 2331;

export const backupCode = (text: string): string => JSON.stringify(JSON.parse(text));
