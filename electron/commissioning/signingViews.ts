/** What the signing window draws of a hand-over report and of a test reading: from the canonical bytes that are signed, decoded again. */
import { addressBytes, addressOf } from "../../shared/codec/address.ts";
import { fromHex, toHex } from "../../shared/codec/bytes.ts";
import { canonicalText, decodeCanonical, encodeCanonical, type Json } from "../../shared/codec/canonical.ts";
import { HANDOVER_LIMITS, handoverDigest, type UnsignedHandover } from "../../shared/commissioning/handover.ts";
import { answerDigest } from "../../shared/commissioning/readingDigest.ts";
import type { ReadingRequest, UnsignedAnswer } from "../../shared/commissioning/readingRequest.ts";
import { FaultError } from "../../shared/ipc/fault.ts";
import type { ConfirmView } from "../../shared/ipc/safeViews.ts";
import type { Both } from "../../shared/words/format.ts";
import { decimal, kW, whole } from "../../shared/words/format.ts";
import { CARRIER_WORDS, TECHNOLOGY_WORDS } from "../../shared/words/terms.ts";
import type { KnownParties } from "../book/addressBook.ts";
import { alikeTo } from "../confirm/alike.ts";

type Key = ConfirmView["key"];
type Detail = ConfirmView["details"][number];

/** Bytes and what they decode to: nothing is drawn that is not in them. */
function bytesOf(value: Json, kind: string): string {
  const bytes = encodeCanonical(value);
  const decoded = decodeCanonical(bytes, HANDOVER_LIMITS);
  if (!decoded.ok || canonicalText(decoded.value) !== canonicalText(value))
    throw new FaultError("sign.notCanonical", { kind });
  return canonicalText(value);
}

const BARE = { receive: null, worst: null, marketTime: null, day: null, restsOn: null } as const;

export function handoverView(draft: UnsignedHandover, key: Key, simulated: boolean): ConfirmView {
  const { request, answer, devices, checks, removed, revision, claims } = draft;
  return {
    ...BARE,
    kind: "handover",
    sentence: {
      en: `You vouch for ${homeOf(request).en}. Its owner can register with your certificate, once.`,
      zh: `您为${homeOf(request).zh}作证。用户可凭您的证明登记一次。`,
    },
    details: [
      row("Account", "账户", same(short(addressOf(fromHex(answer.key))))),
      ...connectionRows(request),
      row("Meter", "电表", same(`${answer.meter.id}, ${answer.meter.class}`)),
      row(
        "Devices",
        "设备",
        same(devices.map(({ identity }) => `${identity.manufacturer} ${identity.serial}`).join(", ")),
      ),
      ...(removed.length === 0 ? [] : [row("Taken down", "已拆除", same(whole(removed.length)))]),
      row("Compared", "已核对", {
        en: `${whole(checks.length)} figures with the displays`,
        zh: `${whole(checks.length)} 项读数与表计显示`,
      }),
      row("Report", "报告", { en: `number ${revision} of this job`, zh: `本作业第 ${revision} 份` }),
    ],
    counterparty: null,
    key,
    validUntil: claims.expires,
    digest: toHex(handoverDigest(draft)),
    bytes: bytesOf(draft as unknown as Json, "handover"),
    publicNote: {
      en: "The certificate, once the owner registers: zone, capacities, technology and keys. The report stays with who has it.",
      zh: "用户登记后公开证明内容：台区、容量、技术类型和公钥。报告只在持有者手中。",
    },
    simulated,
  };
}

export interface ReadingFacts {
  readonly key: Key;
  readonly me: string;
  readonly simulated: boolean;
  readonly known: KnownParties;
  readonly cards: readonly { readonly party: string; readonly name: Both }[];
}

export function readingView(request: ReadingRequest, answer: UnsignedAnswer, facts: ReadingFacts): ConfirmView {
  const { reading, carrier } = request;
  const unit = carrier === "gas" ? "m³" : "kWh";
  const figure = (value: number): string => `${decimal(value, 3, 3)} ${unit}`;
  const home = homeOf(request);
  return {
    ...BARE,
    kind: "reading",
    sentence: {
      en: `Your meter’s key confirms a test reading for ${home.en}.`,
      zh: `您的电表密钥确认${home.zh}的试读数。`,
    },
    details: [
      row("1.8.0, drawn", "1.8.0 下网", same(figure(reading.imported))),
      ...(reading.exported === null ? [] : [row("2.8.0, fed in", "2.8.0 上网", same(figure(reading.exported)))]),
      ...connectionRows(request),
      row("Meter", "电表", same(answer.meter.id)),
    ],
    counterparty: installerOf(request.installer, facts),
    key: facts.key,
    validUntil: request.until,
    digest: toHex(answerDigest(answer)),
    bytes: bytesOf({ request, answer } as unknown as Json, "reading"),
    publicNote: {
      en: "Nothing yet. The reading goes into the installer’s report, with your address and your meter’s key.",
      zh: "暂无。读数会写入安装人员的报告，连同您的地址和电表公钥。",
    },
    simulated: facts.simulated,
  };
}

function homeOf({ building, zone, carrier, importW, exportW, technology }: ReadingRequest): Both {
  const source = technology === "none" ? null : TECHNOLOGY_WORDS[technology];
  const what: Both =
    building.is === "block"
      ? { en: `a block of ${whole(building.flats)} flats`, zh: `一栋 ${whole(building.flats)} 户的楼` }
      : { en: "a home", zh: "一户住宅" };
  return {
    en: `${what.en} in zone ${zone} that may draw up to ${kW(importW)} of ${CARRIER_WORDS[carrier].en} and feed in up to ${kW(exportW)}${source ? `, ${source.en}` : ", without a source"}`,
    zh: `${zone} 台区${what.zh}（${CARRIER_WORDS[carrier].zh}，下网上限 ${kW(importW)}，上网上限 ${kW(exportW)}，${source ? source.zh : "无电源"}）`,
  };
}

const connectionRows = ({ point, job }: ReadingRequest): readonly Detail[] => [
  row("Connection point", "并网点", {
    en: `${shortHash(point)}, a salted hash: no address`,
    zh: `${shortHash(point)}，加盐哈希，不含地址`,
  }),
  row("Job", "作业", same(job)),
];

/** Who asks: the reader's own name first, then the network's card; a stranger has none, and is held against everybody known. */
function installerOf(key: string, { known, cards, me }: ReadingFacts): ConfirmView["counterparty"] {
  const address = addressOf(fromHex(key));
  const entry = known.entries.find((one) => one.address === address);
  const card = cards.find(({ party }) => party === address);
  const learned = entry?.learned ?? (address === me ? "self" : card ? "network" : "unknown");
  const others = [...known.addresses, ...cards.map(({ party }) => party), me];
  return {
    address,
    name: entry ? { en: entry.name, zh: entry.name } : (card?.name ?? null),
    learned,
    firstTime: false,
    contracts: 0,
    bytes: [...(addressBytes(address) ?? [])],
    alike: learned === "unknown" ? alikeTo(address, [...new Set(others)]) : null,
  };
}

const row = (en: string, zh: string, value: Both): Detail => ({ label: { en, zh }, value });
const same = (text: string): Both => ({ en: text, zh: text });
const short = (address: string): string => `${address.slice(0, 8)}…${address.slice(-4)}`;
const shortHash = (hash: string): string => `${hash.slice(0, 4)} ${hash.slice(4, 8)} … ${hash.slice(-4)}`;
