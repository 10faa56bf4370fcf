/**
 * Which key lives where. One BIP32 path per purpose, every step hardened, so that one leaked child key and its chain code
 * lead neither to its parent nor to its sisters:
 *
 *     m / 9288' / account' / purpose' / index'
 *
 * 9288 spells WATT on a telephone's keys. `account` counts the accounts of one phrase, `index` the rotations of one key.
 */
export const ROOT = 9288;
export const PURPOSE = {
  /** Signs the party's transactions; its address is the party's id. */
  account: 0,
  /** Receives sealed negotiation messages. */
  encryption: 1,
  /** Signs certificates and hand-over reports, for people who set up homes; never a transaction. */
  installer: 2,
  /** Signs meter.commit and meter.open; in the owner's vault on demo chains only (DESIGN §4, Meters). */
  meter: 3,
  /** Not a signing key: the secret from which the salts of meter commitments are derived (DESIGN §4, Privacy). */
  meterSalt: 4,
  /** Not a signing key: encrypts small files of the wallet's own, such as the address book and the agent's limits. */
  records: 5,
  /** Not a signing key: seals what is private in the wallet's database (electron/store/sealed.ts). */
  localData: 6,
} as const;
export type Purpose = keyof typeof PURPOSE;

/** BIP32 path text, for example `m/9288'/0'/0'/0'` for the first account's own key. */
export function pathOf(purpose: Purpose, account = 0, index = 0): string {
  return `m/${ROOT}'/${account}'/${PURPOSE[purpose]}'/${index}'`;
}
