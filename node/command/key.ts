/** `key`: an office's account key on a machine without a network, its public card, and the proof that somebody holds it. */
import { randomBytes } from "node:crypto";
import { resolve } from "node:path";
import { fromHex, toHex, utf8 } from "../../shared/codec/bytes.ts";
import { publicKeyOf, signDigest } from "../../shared/codec/signature.ts";
import { keyProofDigest } from "../../shared/ledger/identity.ts";
import { writeWhole } from "../files/wholeFile.ts";
import { keyFileIn, publicIn, secretIn, writeNewKey } from "../keys/keyFile.ts";
import { type OfficeCard, OfficeRole } from "../keys/officeCard.ts";
import { askingPassphrase, PASSPHRASE_FILE } from "../keys/passphrase.ts";
import type { Command } from "./command.ts";
import { UsageError } from "./operatorComplaint.ts";
import { named, needed, optionsIn } from "./options.ts";

const KEY_FILE = { en: "the key's file", zh: "密钥文件" };

/** The order of secp256k1 is so near 2^256 that a draw which is no key does not happen; one that did is drawn anew. */
function newSecret(): Uint8Array {
  for (;;) {
    const secret = new Uint8Array(randomBytes(32));
    try {
      publicKeyOf(secret);
      return secret;
    } catch {
      continue;
    }
  }
}

export const key: Command = {
  name: "key",
  line: "makes an office's key, sealed by a passphrase, and its public card",
  usage: `key new --name NAME --role ${OfficeRole.options.join("|")} --output FILE [--card FILE] [--plain]
      a new key; FILE is for the machine that signs, never overwritten; the card is printed and goes into --card FILE
key show FILE
      its public key and the party that the ledger knows it as; asks for no passphrase
key proof FILE --chain ID [--party ADDRESS]
      the proof that decisions on a new regulator, party or key ask for; the party is the key's own address unless told

The same file signs decisions (govern), checkpoints (npm run checkpoint) and network files (network-file sign). The passphrase is asked on the
terminal, or is the line in the file that ${PASSPHRASE_FILE} names. --plain: not sealed, for tests.`,
  async run(args) {
    const { values, positionals } = optionsIn(args, {
      name: { type: "string" },
      role: { type: "string" },
      output: { type: "string" },
      card: { type: "string" },
      plain: { type: "boolean" },
      chain: { type: "string" },
      party: { type: "string" },
    });
    const [what, file] = positionals;
    const ask = askingPassphrase(process.env);
    switch (what) {
      case "new": {
        const output = resolve(needed("output", values.output));
        const name = needed("name", values.name);
        const role = OfficeRole.safeParse(needed("role", values.role));
        if (!role.success) throw new UsageError(`--role: one of ${OfficeRole.options.join(", ")}`);
        const made = writeNewKey(output, newSecret(), values.plain ? null : await ask(output, true));
        const card: OfficeCard = { format: "wattlight-office-card-1", name, role: role.data, ...publicIn(made) };
        const text = `${JSON.stringify(card, undefined, 2)}\n`;
        if (values.card !== undefined) writeWhole(resolve(values.card), utf8(text), 0o644);
        console.log(text);
        return 0;
      }
      case "show": {
        const { key: own, party } = publicIn(keyFileIn(named(KEY_FILE, file)));
        console.log(`key    ${own}\nparty  ${party}`);
        return 0;
      }
      case "proof": {
        const path = named(KEY_FILE, file);
        const own = publicIn(keyFileIn(path));
        const party = values.party ?? own.party;
        const digest = keyProofDigest(party, own.key, needed("chain", values.chain));
        const proof = toHex(signDigest(digest, fromHex(await secretIn(path, ask))));
        console.log(JSON.stringify({ key: own.key, party, proof }, undefined, 2));
        return 0;
      }
      default:
        throw new UsageError(`key: new, show or proof, not "${what ?? ""}"`);
    }
  },
};
