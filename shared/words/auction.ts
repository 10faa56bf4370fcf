/** Why an order was filled as it was, in words: one sentence with its figures. */
import type { Explanation } from "../ledger/auction/explain.ts";
import { kWh, type Lang, perKWh, type Place } from "./format.ts";
import { refusalText } from "./refusals.ts";

export function fillText(fill: Explanation, lang: Lang, place: Place | null = null): string {
  const say = (en: string, zh: string): string => (lang === "en" ? en : zh);
  const per = (micro: number): string => perKWh(micro, lang);
  switch (fill.why) {
    case "live":
      return say("The auction has not cleared yet.", "拍卖尚未出清。");
    case "cancelled":
      return say("You cancelled it before the auction cleared.", "您已在出清前撤销。");
    case "refused":
      return refusalText(fill.refusal, lang, place);
    case "noMatch":
      return say(
        "No seller’s price met a buyer’s, so nobody traded.",
        "没有任何卖方报价与买方报价相交，因此全场未成交。",
      );
    case "noRoom":
      return say(
        "The zone could deliver or take nothing more in this slot, so nobody traded.",
        "该时段台区已无可交割或可接收的余量，因此全场未成交。",
      );
    case "whole":
      return say(`Filled whole at ${per(fill.price)}.`, `全部成交，${per(fill.price)}。`);
    case "shared":
      return say(
        `At its price ${kWh(fill.ordered)} were ordered and ${kWh(fill.filled)} could be filled, shared in proportion at ${per(fill.price)}.`,
        `该报价上共有委托 ${kWh(fill.ordered)}，可成交 ${kWh(fill.filled)}，按比例分配，${per(fill.price)}。`,
      );
    case "limit":
      return say(
        `The price was ${per(fill.price)}; the order’s limit, ${per(fill.limit)}, did not reach it.`,
        `成交价为${per(fill.price)}，委托限价${per(fill.limit)}未达到该价格。`,
      );
    case "behind":
      return fill.bound
        ? say(
            `The zone could deliver or take no more; better prices, up to ${per(fill.margin)}, were served first.`,
            `台区已无更多可交割或可接收的余量；更优的报价（至${per(fill.margin)}）先行成交。`,
          )
        : say(
            `The price was ${per(fill.price)}, and better prices, up to ${per(fill.margin)}, had taken all there was.`,
            `成交价为${per(fill.price)}，更优的报价（至${per(fill.margin)}）已成交全部可用电量。`,
          );
    case "unbound":
      return `${say(
        `Of ${kWh(fill.awarded)} that the auction gave it, ${kWh(fill.filled)} stand in contracts.`,
        `拍卖分配 ${kWh(fill.awarded)}，其中 ${kWh(fill.filled)} 已成立合约。`,
      )}${lang === "en" ? " " : ""}${refusalText(fill.refusal, lang, place)}`;
  }
}
