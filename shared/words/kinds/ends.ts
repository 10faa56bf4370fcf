/** Ends of contracts and disputes, in words: what the signing window says of each kind, what becomes public, and the rows below. */
import { type Both, type Lang, moment, type Place, slotLocal, slotSpan } from "../format.ts";
import type { KindRow, KindWordsTable } from "./kindWords.ts";

const short = (id: string): string => `${id.slice(0, 8)}…`;
const same = (text: string): Both => ({ en: text, zh: text });
const row = (en: string, zh: string, value: string): KindRow => ({ label: { en, zh }, value: same(value) });

function slotText(slot: number, place: Place | null, lang: Lang): string {
  if (place) return moment(slotLocal(place, slot), lang);
  return lang === "en" ? `slot ${slot}` : `第 ${slot} 时段`;
}

function slotsSpan(first: number, count: number, place: Place | null, lang: Lang): string {
  if (place) return slotSpan(first, first + count - 1, place, lang);
  const last = first + count - 1;
  return lang === "en" ? `slots ${first} to ${last}` : `第 ${first} 至 ${last} 时段`;
}

export const END_WORDS: KindWordsTable<"contract.end" | "dispute.raise" | "dispute.withdraw" | "dispute.appeal"> = {
  "contract.end": {
    title: { en: "End a contract", zh: "终止合约" },
    text: ({ contract, from, mutual }, { say, place, lang }) => {
      const when = slotText(from, place, lang);
      return mutual
        ? say(
            `You and the other side end contract ${short(contract)} from ${when} on; neither owes damages for it. Slots that have closed stay binding.`,
            `您与对方自 ${when} 起共同终止合约 ${short(contract)}，互不支付违约金。已截止的时段仍然有效。`,
          )
        : say(
            `You alone end contract ${short(contract)} from ${when} on. If it is firm, you owe the damages agreed in it for all energy that falls away; slots that have closed stay binding.`,
            `您自 ${when} 起单方终止合约 ${short(contract)}。若为固定数量合约，您须就全部落空的电量支付约定的违约金；已截止的时段仍然有效。`,
          );
    },
    public: {
      en: "Which contract ends, from when, by whom, and the damages.",
      zh: "哪份合约、自何时起、由谁终止，以及违约金。",
    },
    rows: ({ contract }) => [row("Contract", "合约", contract)],
  },
  "dispute.raise": {
    title: { en: "Raise a dispute", zh: "提出争议" },
    text: ({ contract, first, count, reason }, { say, place, lang }) => {
      const when = slotsSpan(first, count, place, lang);
      return say(
        `You dispute the settlement of contract ${short(contract)} for ${when}: “${reason}”. These slots stay open until the regulators rule; the ruling can go against you, with damages and an award.`,
        `您对合约 ${short(contract)} 在 ${when} 的结算提出争议：“${reason}”。这些时段在监管方裁决前保持未决；裁决可能对您不利，包括违约金和判付金额。`,
      );
    },
    public: {
      en: "The contract, the slots, your reason, and the hash of your evidence, not the evidence.",
      zh: "合约、时段、您的理由，以及证据的哈希值（而非证据本身）。",
    },
    rows: ({ contract, evidence }) => [
      row("Contract", "合约", contract),
      row("Hash of the evidence", "证据的哈希值", evidence),
    ],
  },
  "dispute.withdraw": {
    title: { en: "Take a dispute back", zh: "撤回争议" },
    text: ({ dispute }, { say }) =>
      say(
        `You take your dispute ${short(dispute)} back: its slots go on as they were settled, and you cannot dispute them again.`,
        `您撤回争议 ${short(dispute)}：相关时段按原结算继续，您不能再次对其提出争议。`,
      ),
    public: { en: "That you took it back.", zh: "您撤回了争议。" },
    rows: ({ dispute }) => [row("Dispute", "争议", dispute)],
  },
  "dispute.appeal": {
    title: { en: "Appeal against a ruling", zh: "对裁决提出上诉" },
    text: ({ dispute, reason }, { say }) =>
      say(
        `You ask the regulators to rule on dispute ${short(dispute)} a second time: “${reason}”. The second ruling is final and can be worse for you than the first.`,
        `您请求监管方对争议 ${short(dispute)} 再次裁决：“${reason}”。第二次裁决为最终裁决，可能比首次裁决对您更不利。`,
      ),
    public: { en: "That you appeal, and why.", zh: "您提出上诉及其理由。" },
    rows: ({ dispute }) => [row("Dispute", "争议", dispute)],
  },
};
