/** What a validator is recorded to have done, as a sentence. */
import type { MisbehaviourRecord } from "../ledger/supervision/misbehaviour.ts";
import type { Both } from "./format.ts";

export function misbehaviourText({ kind, address, power, total, height }: MisbehaviourRecord): Both {
  const who = {
    en: `Validator ${address}, with ${power} of ${total} of the power,`,
    zh: `验证者 ${address}（投票权 ${power}/${total}）`,
  };
  switch (kind) {
    case "duplicateVote":
      return {
        en: `${who.en} signed two different votes in one round at block ${height}: its key is in two places, or it lies.`,
        zh: `${who.zh}在区块 ${height} 的同一轮签了两份不同的投票：密钥用在两处，或有意作假。`,
      };
    case "lightClientAttack":
      return {
        en: `${who.en} signed another history at block ${height}, to deceive wallets.`,
        zh: `${who.zh}在区块 ${height} 签署了另一段历史，意图欺骗钱包。`,
      };
    case "unknown":
      return {
        en: `${who.en} broke a rule of consensus at block ${height} that this version does not know.`,
        zh: `${who.zh}在区块 ${height} 违反了本版本尚不认识的共识规则。`,
      };
  }
}
