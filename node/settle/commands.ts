/** The commands of settlement, each on a ledger that is proved already. They give exit codes (main.ts). */
import { toHex, utf8 } from "../../shared/codec/bytes.ts";
import { publicKeyOf } from "../../shared/codec/signature.ts";
import { SettlementFile } from "../../shared/ledger/history/settlementFile.ts";
import { slotStart } from "../../shared/ledger/time.ts";
import type { NetworkFile } from "../../shared/network/networkFile.ts";
import { kWh, type Lang } from "../../shared/words/format.ts";
import {
  fileFaultText,
  letterFaultText,
  residualFaultText,
  settlingText,
  type SETTLING,
} from "../../shared/words/settling.ts";
import { Complaint } from "../command/complaint.ts";
import { jsonIn } from "../files/inputFile.ts";
import { writeWhole } from "../files/wholeFile.ts";
import type { ProvedLedger } from "../light/provedLedger.ts";
import { csvOf, decimalOf } from "./csv.ts";
import { dayOf, slotsOfDay } from "./days.ts";
import { partyKeysIn } from "./partyKeys.ts";
import { documentOf, findingsOf, firstPeriod, periodOf, signed } from "./periodFile.ts";
import { isUnderWay, residualsFor, slotsByParty } from "./residuals.ts";
import { partyOf, sealedParts, sendAll, signedFor } from "./telling.ts";

export interface Desk {
  readonly network: NetworkFile;
  readonly ledger: ProvedLedger;
  /** The ledger anew, as it stands then. */
  readonly again: () => Promise<ProvedLedger>;
  readonly lang: Lang;
  readonly print: (line: string) => void;
  readonly look: { readonly ms: number; readonly times: number };
}
interface Given {
  readonly need: (option: "key" | "out") => string;
  readonly file: string | undefined;
  readonly period: string | undefined;
  readonly day: string | undefined;
}
type Command = (desk: Desk, given: Given) => Promise<number>;

/** A large market's period, with room. */
const FILE_BYTES = 400 << 20;

export const COMMANDS: { readonly [name in "file" | "check" | "residuals" | "tell" | "publish"]: Command } = {
  async file(desk, { need, period: named }) {
    const { ledger } = desk;
    if (named !== undefined && !/^\d{1,9}$/.test(named))
      throw new Complaint({
        en: `--period is a whole number, not ${named}.`,
        zh: `--period 为整数，不能是 ${named}。`,
      });
    const { account } = partyKeysIn(need("key"));
    const period = await periodOf(ledger, named === undefined ? undefined : Number(named));
    if (period.beforeChain) {
      // The last one that is over is looked for: there is none yet.
      const first = await periodOf(ledger, await firstPeriod(ledger));
      say(desk, named === undefined ? "young" : "beforeChain", {
        period: period.period,
        first: first.period,
        over: utc(first.to),
      });
      return 3;
    }
    if (!period.closed)
      throw new Complaint({ en: `Period ${period.period} is not over yet.`, zh: `第 ${period.period} 期尚未结束。` });
    const document = await documentOf(ledger, period.period);
    const file = signed(document, account);
    const { faults } = await findingsOf(ledger, file);
    if (faults.length > 0) return bad(desk, faults);
    say(desk, "period", { period: period.period, from: utc(period.from), to: utc(period.to) });
    const { amount, unpaid } = document.totals;
    say(desk, "entries", {
      count: document.entries.length,
      amount: decimalOf(BigInt(amount)),
      unpaid: decimalOf(BigInt(unpaid)),
    });
    if (document.entries.length === 0) say(desk, "noEntries");
    const rows = document.entries.map((entry) => [
      document.period,
      entry.debtor,
      nameIn(desk, entry.debtor),
      entry.creditor,
      nameIn(desk, entry.creditor),
      decimalOf(entry.amount),
      entry.state,
      entry.reference ?? "",
    ]);
    const columns = ["period", "debtor", "debtor_name", "creditor", "creditor_name", "amount", "state", "reference"];
    write(desk, need("out"), file, csvOf(columns, rows));
    return 0;
  },

  async check(desk, { file: path }) {
    const file = jsonIn(path ?? "", FILE_BYTES, SettlementFile, { en: "settlement file", zh: "结算文件" });
    const { faults, signer, differ, movedOn } = await findingsOf(desk.ledger, file);
    if (faults.length > 0) return bad(desk, faults);
    for (const { file: told, ledger: found } of differ.slice(0, 100)) {
      const entry = told ?? found;
      const pair = entry ? `${nameIn(desk, entry.debtor)} → ${nameIn(desk, entry.creditor)}` : "";
      const text = (one: typeof told): string =>
        one
          ? settlingText(one.state, desk.lang, { amount: decimalOf(one.amount), reference: one.reference ?? "" })
          : settlingText("nothing", desk.lang);
      say(desk, "differs", { pair, file: text(told), ledger: text(found) });
    }
    if (movedOn > 0) say(desk, "movedOn", { count: movedOn });
    if (differ.length > 0) return bad(desk, []);
    say(desk, "fileGood", { signer: nameIn(desk, signer ?? "") });
    return 0;
  },

  async residuals(desk, { need }) {
    const { ledger } = desk;
    const keys = partyKeysIn(need("key"));
    const supplier = await partyOf(ledger, keys.account);
    const outcomes = await residualsFor(ledger, supplier, keys.encryption);
    const parties = slotsByParty(outcomes);
    const refused = outcomes.flatMap((outcome) => {
      if (outcome.what !== "differs" && outcome.what !== "closed") return [];
      const { message, from } = outcome;
      const why =
        outcome.what === "closed"
          ? letterFaultText(outcome.fault, desk.lang)
          : outcome.faults.map((fault) => residualFaultText(fault, desk.lang)).join(" ");
      say(desk, "letterDiffers", { message: message.slice(0, 12), from: nameIn(desk, from), why });
      return [
        { message, from, ...(outcome.what === "closed" ? { fault: outcome.fault } : { faults: outcome.faults }) },
      ];
    });
    const others = outcomes.filter(({ what }) => what === "other").length;
    if (others > 0) say(desk, "letterOther", { count: others });
    const { grids } = await ledger.ask("params", {});
    const rows = parties.flatMap(({ party, carrier, slots }) =>
      slots.map((slot) => {
        const grid = grids[carrier];
        const begins = grid ? utc(slotStart(grid, slot.slot)) : "";
        const { sold, bought, contractedSold, contractedBought, residualSold, residualBought } = slot;
        const figures = [sold, bought, contractedSold, contractedBought, residualSold, residualBought];
        return [party, nameIn(desk, party), carrier, slot.slot, begins, ...figures];
      }),
    );
    const all = parties.flatMap(({ slots }) => slots);
    say(desk, "residuals", {
      count: all.length,
      parties: new Set(parties.map(({ party }) => party)).size,
      sold: kWh(all.reduce((sum, slot) => sum + slot.residualSold, 0)),
      bought: kWh(all.reduce((sum, slot) => sum + slot.residualBought, 0)),
    });
    const { chainId, height, headerHash } = ledger;
    const document = { format: "wattlight-residuals-1", chainId, height, headerHash, supplier, parties, refused };
    write(desk, need("out"), document, csvOf(RESIDUAL_COLUMNS, rows));
    return refused.length > 0 ? 1 : 0;
  },

  async tell(desk, { need, day: named }) {
    const { ledger } = desk;
    const { account } = partyKeysIn(need("key"));
    const id = await partyOf(ledger, account);
    const [params, clock, party] = await Promise.all([
      ledger.ask("params", {}),
      ledger.ask("clock", {}),
      ledger.ask("party", { id }),
    ]);
    const carrier = party?.carriers[0];
    const grid = carrier && params.grids[carrier];
    if (!party?.supplier || !grid)
      throw new Complaint({
        en: "The party of this key has no residual supplier, or no meter.",
        zh: "该密钥的主体没有剩余电量供电方，或没有电表。",
      });
    const zone = await ledger.ask("zone", { id: party.zone });
    const day = dayOf(named, Math.floor(clock.market / 1000), zone?.utcOffset ?? 0);
    const span = slotsOfDay(grid, day.from);
    const residual = await ledger.ask("residual", { party: id, carrier, ...span });
    if (!residual || residual.slots.length === 0) {
      say(desk, "nothingFinal", { day: day.name });
      return 3;
    }
    const sealKey = await ledger.ask("encryptionKeys", { party: party.supplier });
    if (!sealKey)
      throw new Complaint({
        en: "The supplier has not published a key that messages can be sealed to. Ask it to: npm run settle -- publish.",
        zh: "供电方尚未公布可用于密封消息的密钥。请对方运行：npm run settle -- publish。",
      });
    const texts = sealedParts(ledger, residual, account, sealKey.current.key);
    // The next block is a little later than this one: a message may not outlast what the chain keeps.
    const expires = Math.floor(clock.market / 1000) + params.mail.keep;
    const quota = await ledger.ask("mailQuota", { from: id, to: residual.supplier });
    const room = Math.min(quota.perReceiver - quota.toReceiver, quota.perSender - quota.inAll);
    if (room < texts.length)
      throw new Complaint({
        en: `${texts.length} messages are needed, and the party may have ${room} more under way. Try again when some have been taken out.`,
        zh: `需要 ${texts.length} 条消息，而该主体只能再发 ${room} 条。待部分消息移出后再试。`,
      });
    const drafts = texts.map((sealed) => ({ kind: "mail.send", to: residual.supplier, expires, sealed }));
    const sent = await signedFor(ledger, id, account, drafts);
    const stands = async (now: ProvedLedger): Promise<boolean> => {
      const there = await Promise.all(sent.map((one) => isUnderWay(now, residual.supplier, one.id)));
      return there.every(Boolean);
    };
    const came = await sendAll(desk, id, sent, stands);
    if (came !== "stands") return unsent(desk, came);
    say(desk, "told", {
      slots: residual.slots.length,
      day: day.name,
      supplier: nameIn(desk, residual.supplier),
      count: sent.length,
    });
    return 0;
  },

  async publish(desk, { need }) {
    const { account, encryption } = partyKeysIn(need("key"));
    const [first] = encryption;
    if (!first)
      throw new Complaint({
        en: `${need("key")} holds no encryption key.`,
        zh: `${need("key")} 中没有加密密钥。`,
      });
    const key = toHex(publicKeyOf(first));
    const party = await partyOf(desk.ledger, account);
    const sent = await signedFor(desk.ledger, party, account, [{ kind: "key.encryption", key }]);
    const came = await sendAll(
      desk,
      party,
      sent,
      async (now) => (await now.ask("encryptionKeys", { party }))?.current.key === key,
    );
    if (came !== "stands") return unsent(desk, came);
    say(desk, "published", { party: nameIn(desk, party), key });
    return 0;
  },
};

const RESIDUAL_COLUMNS = [
  "party",
  "name",
  "carrier",
  "slot",
  "begins",
  "sold_wh",
  "bought_wh",
  "contracted_sold_wh",
  "contracted_bought_wh",
  "residual_sold_wh",
  "residual_bought_wh",
];

function say({ print, lang }: Desk, name: keyof typeof SETTLING, values: Record<string, string | number> = {}): void {
  print(settlingText(name, lang, values));
}

function bad(desk: Desk, faults: readonly Parameters<typeof fileFaultText>[0][]): number {
  say(desk, "fileBad");
  for (const fault of faults) desk.print(fileFaultText(fault, desk.lang));
  return 1;
}

/** Sent and not seen yet may still come: only its expiry makes it safe to send it anew. */
function unsent(desk: Desk, came: "notSent" | "waiting" | "refused"): number {
  say(desk, came);
  return came === "refused" ? 1 : 3;
}

/** Both files whole or not at all. */
function write(desk: Desk, name: string, document: object, csv: string): void {
  for (const [file, text] of [
    [`${name}.json`, `${JSON.stringify(document, null, 2)}\n`],
    [`${name}.csv`, csv],
  ] as const) {
    writeWhole(file, utf8(text), 0o600);
    say(desk, "written", { file });
  }
}

/** As the network file's cards name it; the address where they do not. */
function nameIn({ network, lang }: Desk, party: string): string {
  return network.cards.find((card) => card.party === party)?.name[lang] ?? party;
}

function utc(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}
