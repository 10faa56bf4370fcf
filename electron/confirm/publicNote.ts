/** What a stranger can read of a transaction once it is on the ledger (DESIGN §4, Privacy): said before it is signed, under a heading that says "Public". */
import { kindPublic } from "../../shared/words/kinds/kinds.ts";
import type { TxBody } from "../../shared/ledger/transactions.ts";
import type { Both } from "./figures.ts";

export function publicNote(body: TxBody): Both {
  switch (body.kind) {
    case "party.register":
      return {
        en: "Zone, capacities, technology and keys; not your name, nor where you live.",
        zh: "台区、容量、技术类型和公钥；不含您的姓名和住址。",
      };
    case "offer.post":
      return {
        en: "Your address, hours, energy and price. Who trades every slot shows that slot’s surplus.",
        zh: "您的地址、时段、电量和价格。若每个时段都交易，等于公开各时段的余电。",
      };
    case "offer.accept":
      return {
        en: "Both addresses, hours, energy and price. At the contract’s ends your counter readings are opened.",
        zh: "双方地址、时段、电量和价格。合约时段两端的电表读数会被公开。",
      };
    case "offer.cancel":
      return { en: "That this offer was withdrawn.", zh: "该挂单已撤回。" };
    case "payment.claim":
    case "payment.confirm":
    case "payment.deny":
      return {
        en: "The two addresses, the period, and what you state here. The money itself moves elsewhere.",
        zh: "双方地址、账期以及您在此的声明。款项本身在别处支付。",
      };
    case "party.admit":
      return { en: "Your vote and its reason.", zh: "您的表决及理由。" };
    case "meter.commit":
      return { en: "A hash of readings, not the readings.", zh: "读数的哈希，而非读数本身。" };
    case "meter.open":
      return { en: "The counter readings opened here.", zh: "此处打开的电表读数。" };
    default:
      return kindPublic(body);
  }
}
