/** A party's keys in a file, for its office without a window: the account key, and the keys that private messages to it are sealed to. */
import { z } from "zod";
import { fromHex, toHex, utf8 } from "../../shared/codec/bytes.ts";
import { publicKeyOf } from "../../shared/codec/signature.ts";
import { Hex32 } from "../../shared/ledger/units.ts";
import { Complaint } from "../command/complaint.ts";
import { jsonIn } from "../files/inputFile.ts";
import { writeWhole } from "../files/wholeFile.ts";

const FORMAT = "wattlight-party-keys-1";
const KEY_BYTES = 4096;

const PartyKeysFile = z.strictObject({
  format: z.literal(FORMAT),
  /** secp256k1 secret, 32 bytes in hex. */
  account: Hex32,
  /** The one that is published now first, then those before it, which older messages may still be sealed to. */
  encryption: z.array(Hex32).max(8),
});

export interface PartyKeys {
  readonly account: Uint8Array;
  readonly encryption: readonly Uint8Array[];
}

export function partyKeysIn(path: string): PartyKeys {
  const { account, encryption } = jsonIn(path, KEY_BYTES, PartyKeysFile, {
    en: "file of a party’s keys",
    zh: "主体密钥文件",
  });
  const keys = { account: fromHex(account), encryption: encryption.map(fromHex) };
  for (const secret of [keys.account, ...keys.encryption]) {
    try {
      publicKeyOf(secret);
    } catch {
      throw new Complaint({
        en: `${path} holds a secret that is no key of secp256k1.`,
        zh: `${path} 中有一个密钥不是 secp256k1 密钥。`,
      });
    }
  }
  return keys;
}

/** Readable by its owner alone. */
export function writePartyKeys(path: string, { account, encryption }: PartyKeys): void {
  const text = JSON.stringify({ format: FORMAT, account: toHex(account), encryption: encryption.map(toHex) }, null, 2);
  writeWhole(path, utf8(`${text}\n`), 0o600);
}
