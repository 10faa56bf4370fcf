/** Single transactions of a proof file in words: who signed what, where it stands, and how it ended. */
import { addressOf } from "../codec/address.ts";
import { fromHex } from "../codec/bytes.ts";
import type { TxBody } from "../ledger/transactions.ts";
import type { Shown } from "../proof/checkBundle.ts";
import type { ShownTx } from "../proof/checkCarried.ts";
import { bodyTitle } from "./kinds/titles.ts";
import { othersIn } from "./proofPath.ts";
import { type ProofTeller, say, wallTime, who } from "./proofTeller.ts";
import { refusalText } from "./refusals.ts";
import { bodyText } from "./transaction.ts";

export function carriedLines(shown: Shown, teller: ProofTeller): readonly string[] {
  return shown.carried.transactions.flatMap((tx) => transactionLines(tx, teller));
}

const NO_BODIES: ReadonlyMap<string, TxBody> = new Map();

function transactionLines(tx: ShownTx, teller: ProofTeller): readonly string[] {
  const { lang, names } = teller;
  const { id, body, keys, height, time, refusal } = tx;
  const told = new Set([body.sender, ...keys.map((key) => addressOf(fromHex(key)))]);
  const others = othersIn(body, NO_BODIES).filter((other) => !told.has(other));
  const listed = others.map((other) => who(other, teller)).join(lang === "en" ? " and " : "和");
  const withWhom = listed && say(teller, `, with ${listed}`, `，涉及 ${listed}`);
  const text = bodyText(body, null, lang, names);
  return [
    say(
      teller,
      `Transaction ${id}: ${bodyTitle(body).en}, ${signedBy(tx, teller)}${withWhom}.`,
      `交易 ${id}：${bodyTitle(body).zh}，${signedBy(tx, teller)}${withWhom}。`,
    ),
    say(teller, `What its signer read: “${text}”`, `签名人所读内容：“${text}”`),
    say(
      teller,
      `It stands in block ${height} of ${wallTime(time, teller)}.`,
      `它位于区块 ${height}，时间 ${wallTime(time, teller)}。`,
    ),
    refusal === null
      ? say(teller, "The ledger carried it out.", "账本已执行。")
      : say(
          teller,
          `The ledger refused it. ${refusalText(refusal, lang)}`,
          `账本拒绝了它。${refusalText(refusal, lang)}`,
        ),
  ];
}

/** Who signed, as far as the file shows it: a party's first key is the one that its address is made of; whose another key is, stands elsewhere. */
function signedBy({ body, keys }: ShownTx, teller: ProofTeller): string {
  const named = new Set([body.sender, ...othersIn(body, NO_BODIES)]);
  const holders = keys.map((key) => {
    const holder = addressOf(fromHex(key));
    return named.has(holder)
      ? who(holder, teller)
      : say(
          teller,
          `the holder of key ${key}, whom the file does not show`,
          `密钥 ${key} 的持有人（文件未显示其身份）`,
        );
  });
  const list = holders.join(say(teller, " and ", " 和 "));
  const own = keys.some((key) => addressOf(fromHex(key)) === body.sender);
  const sender = who(body.sender, teller);
  return own
    ? say(teller, `signed by ${list}`, `由 ${list} 签名`)
    : say(teller, `sent as ${sender}, signed by ${list}`, `以 ${sender} 名义发送，由 ${list} 签名`);
}
