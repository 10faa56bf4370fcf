/** Decisions by quorum, in words: what the signing window says of each kind, what becomes public, and the rows below. */
import type { Act } from "../../ledger/bodies/decisions.ts";
import { takesNotice, takesTwoThirds } from "../../ledger/supervision/acts/acts.ts";
import { short } from "../acts/act.ts";
import { actText, actTitle } from "../acts/acts.ts";
import type { Both } from "../format.ts";
import type { KindRow, KindWordsTable, Teller } from "./kindWords.ts";

const PUBLIC: Both = {
  en: "Your vote, its reason, and what is decided.",
  zh: "您的投票、理由以及所决定的事项。",
};
const row = (en: string, zh: string, value: Both): KindRow => ({ label: { en, zh }, value });
const same = (text: string): Both => ({ en: text, zh: text });

export const SUPERVISION_WORDS: KindWordsTable<"decision.propose" | "decision.vote"> = {
  "decision.propose": {
    title: { en: "Propose a decision", zh: "提议决定" },
    text: ({ decide, reason }, teller) =>
      teller.say(
        `As a regulator you propose and vote for this: ${actText(decide, teller)} Your reason: “${reason}”. ${effect(decide, teller)} You cannot come to owe anything by it.`,
        `您以监管方身份提议并赞成：${actText(decide, teller)}您的理由：“${reason}”。${effect(decide, teller)}您不会因此产生任何应付款。`,
      ),
    public: PUBLIC,
    rows: ({ decide, reason }) => [row("Act", "事项", actTitle(decide)), row("Reason", "理由", same(reason))],
  },
  "decision.vote": {
    title: { en: "Vote on a decision", zh: "对决定投票" },
    text({ decision, approve, reason }, teller) {
      const act = teller.related?.kind === "decision.propose" ? teller.related.decide : undefined;
      const what = act
        ? teller.say(`this: ${actText(act, teller)}`, `：${actText(act, teller)}`)
        : teller.say(
            `decision ${short(decision)}, whose act is not at hand.`,
            `决定 ${short(decision)}，其内容暂不可见。`,
          );
      return teller.say(
        `As a regulator you vote ${approve ? "for" : "against"} ${what} Your reason: “${reason}”. Your vote stands: it cannot be changed. You cannot come to owe anything by it.`,
        `您以监管方身份投票${approve ? "赞成" : "反对"}${what}您的理由：“${reason}”。投票后不能更改。您不会因此产生任何应付款。`,
      );
    },
    public: PUBLIC,
    rows: ({ decision, approve, reason }) => [
      row("Decision", "决定", same(short(decision))),
      row("Vote", "投票", approve ? { en: "for", zh: "赞成" } : { en: "against", zh: "反对" }),
      row("Reason", "理由", same(reason)),
    ],
  },
};

function effect(act: Act, { say }: Teller): string {
  const who = takesTwoThirds(act)
    ? say("more than two thirds of the regulators agree", "超过三分之二的监管方同意")
    : say("a quorum of regulators agrees", "达到法定票数");
  return takesNotice(act)
    ? say(`It takes effect after a notice, once ${who}.`, `${who}后，经公示期生效。`)
    : say(`It takes effect as soon as ${who}.`, `${who}后立即生效。`);
}
