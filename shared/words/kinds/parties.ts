/** Parties, their keys and meters, in words: what the signing window says of each kind, what becomes public, and the rows below. */
import type { TxOf } from "../../ledger/transactions.ts";
import { kWh, moment, slotLocal } from "../format.ts";
import type { KindRow, KindWordsTable, Teller } from "./kindWords.ts";

const row = (en: string, zh: string, value: string, valueZh = value): KindRow => ({
  label: { en, zh },
  value: { en: value, zh: valueZh },
});

export const PARTY_WORDS: KindWordsTable<
  "party.leave" | "party.move" | "key.rotate" | "key.encryption" | "meter.replace" | "meter.attest"
> = {
  "party.leave": {
    title: { en: "Leave the market", zh: "离开市场" },
    text: (_, { say }) =>
      say(
        "You leave the market for good, or withdraw your registration if it is not decided yet: connection and meter are free for others, and this account cannot register again once it was admitted. It is refused while anything is on offer, under contract, not final or not paid.",
        "您永久离开市场；若登记尚未决定，则撤回登记：并网点和电表可供他人使用，曾获准入的账户不能再次登记。只要仍有挂单、合约、未最终结算或未付清的事项，就会被拒绝。",
      ),
    public: { en: "That this account left, and when.", zh: "该账户已离开及其时间。" },
    rows: () => [],
  },
  "party.move": {
    title: { en: "Hand the house over", zh: "移交并网点" },
    text: moveText,
    public: {
      en: "This account, the account that comes next, and what happens to the contracts.",
      zh: "本账户、接手账户，以及合约如何处理。",
    },
    rows: ({ to }) => [row("Account that comes next", "接手账户", to)],
  },
  "key.rotate": {
    title: { en: "Change the account key", zh: "更换账户密钥" },
    text: (_, { say }) =>
      say(
        "Your account is bound to a new key, and the one that signs this to none: whatever it signed that has not reached the ledger is void. Offers and contracts on the ledger stay. Without the new key this account can do nothing more.",
        "您的账户改用新密钥，签署本交易的密钥随即失效：它已签署但尚未到达账本的一切均作废。账本上的挂单和合约不变。若没有新密钥，该账户将无法再操作。",
      ),
    public: {
      en: "The new key of this account, and when it changed.",
      zh: "该账户的新密钥及更换时间。",
    },
    rows: ({ key }) => [row("New key", "新密钥", key)],
  },
  "key.encryption": {
    title: { en: "Change the key for messages", zh: "更换消息密钥" },
    text: (_, { say }) =>
      say(
        "Your private messages are sealed to a new key from now on; those sealed to the one before can still be read. You owe nothing by it.",
        "今后发给您的私密消息将用新密钥加密；用上一个密钥加密的消息仍可阅读。您不会因此产生应付款。",
      ),
    public: { en: "The key that messages to you are sealed to.", zh: "发给您的消息所用的加密密钥。" },
    rows: ({ key }) => [row("Key for messages", "消息密钥", key)],
  },
  "meter.replace": {
    title: { en: "Replace a meter", zh: "更换电表" },
    text: replaceText,
    public: {
      en: "The new meter with its key and class, and the counters of both meters at the change.",
      zh: "新电表及其密钥和等级，以及更换时两只电表的读数。",
    },
    rows: ({ meter, counters }) => [
      row("Key of the new meter", "新电表密钥", meter.key),
      row("Taken from the grid (1.8.0), old and new", "下网电量（1.8.0），旧表与新表", both(counters["1.8.0"])),
      row("Fed into the grid (2.8.0), old and new", "上网电量（2.8.0），旧表与新表", both(counters["2.8.0"])),
    ],
  },
  "meter.attest": {
    title: { en: "Vouch for a meter", zh: "为电表作证" },
    text: ({ party, meter }, { say, name }) =>
      say(
        `You vouch for meter ${meter} of ${name(party)}: its readings settle slots that have not begun without totals of yours.`,
        `您为${name(party)}的电表 ${meter} 作证：尚未开始的时段可凭其读数结算，无须您另报总量。`,
      ),
    public: { en: "That the operator vouches for this meter.", zh: "运营方为该电表作证。" },
    rows: () => [],
  },
};

function moveText({ sender, to, contracts }: TxOf<"party.move">, { say, name }: Teller): string {
  if (to === sender) {
    return say(
      "You stay: nobody is named any more to take your connection over, and a registration that waits for it is withdrawn.",
      "您留下：不再指定任何人接手您的并网点，等待中的接手登记随之撤回。",
    );
  }
  const what =
    contracts === "assign"
      ? say(
          "your contracts pass to it from the first slot that has not begun, as far as it can hold them; others end there, and nobody owes damages for that",
          "自首个尚未开始的时段起，您的合约在其能力范围内转给它，其余在此终止，任何一方都不因此支付违约金",
        )
      : say(
          "your contracts end with the last slot that has begun, and nobody owes damages for that",
          "您的合约到已开始的时段为止终止，任何一方都不因此支付违约金",
        );
  return say(
    `You hand your connection and meter over to ${name(to)}, once the regulators admit it: you leave the market, your offers are withdrawn, and ${what}. What you owe until then stays due. You can change your mind until that day.`,
    `您将在监管方准入${name(to)}之时把并网点和电表移交给它：您离开市场，挂单撤回，${what}。您此前的欠款仍须支付。在此之前您可以改变主意。`,
  );
}

function replaceText({ party, meter, boundary }: TxOf<"meter.replace">, { say, name, lang, place }: Teller): string {
  const when = place ? moment(slotLocal(place, boundary), lang) : say(`slot ${boundary}`, `第 ${boundary} 个时段`);
  return say(
    `You replace the meter of ${name(party)} by ${meter.id} (class ${meter.class}): it counts from ${when} on, the old one until then.`,
    `您将${name(party)}的电表更换为 ${meter.id}（${meter.class} 类）：自 ${when} 起由新表计量，此前由旧表计量。`,
  );
}

const both = ({ last, first }: { readonly last: number; readonly first: number }): string =>
  `${kWh(last)} → ${kWh(first)}`;
