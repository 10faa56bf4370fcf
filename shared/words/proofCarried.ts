/** Single transactions of a proof file in words: who signed what, where it stands, and how it ended. */
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
  const { id, body, height, time, refusal } = tx;
  const others = othersIn(body, NO_BODIES).filter((other) => other !== body.sender);
  const told = others.map((other) => who(other, teller)).join(lang === "en" ? " and " : "和");
  const withWhom = told && say(teller, `, with ${told}`, `，涉及 ${told}`);
  const text = bodyText(body, null, lang, names);
  return [
    say(
      teller,
      `Transaction ${id}: ${bodyTitle(body).en}, signed by ${who(body.sender, teller)}${withWhom}.`,
      `交易 ${id}：${bodyTitle(body).zh}，由 ${who(body.sender, teller)} 签名${withWhom}。`,
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
