/** Hand-over reports in words: what a file turned out to be, why it is refused, and what a good one says. */
import type { Handover, HandoverFault } from "../commissioning/handover.ts";
import type { HandoverRefusal, InstallerStanding, StandingRefusal } from "../commissioning/verifyHandover.ts";
import type { Role } from "../metering/live/value.ts";
import { codecWords } from "./fileFaults.ts";
import { type Both, decimal, exactMoment, kW, type Lang, whole } from "./format.ts";
import { CARRIER_WORDS, TECHNOLOGY_WORDS } from "./terms.ts";

/** Figures that are compared with a display; others have their own names. */
export function figureWords(role: Role): Both {
  switch (role) {
    case "gridPower":
      return { en: "power at the connection", zh: "并网点功率" };
    case "imported":
      return { en: "counter 1.8.0, drawn", zh: "1.8.0 计数（下网）" };
    case "exported":
      return { en: "counter 2.8.0, fed in", zh: "2.8.0 计数（上网）" };
    case "generationPower":
      return { en: "power of the generation", zh: "发电功率" };
    case "batteryPower":
      return { en: "power of the battery", zh: "储能功率" };
    default:
      return { en: role, zh: role };
  }
}

/** As a clause after "the report": without a full stop. */
export function handoverFaultWords(fault: HandoverFault): Both {
  switch (fault.fault) {
    case "codec":
      return codecWords(fault.codec);
    case "notHandover":
      return { en: "is no hand-over report", zh: "不是交接报告" };
    case "format":
      return {
        en: `has the format ${fault.format}, which a newer program made`,
        zh: `的格式为 ${fault.format}，由更新的程序生成`,
      };
    case "shape":
      return { en: `is not as the format says at ${fault.path}`, zh: `在 ${fault.path} 处与格式不符` };
  }
}

/** Whole sentences: what is wrong, and what to do about it. */
export function refusalWords(refusal: HandoverRefusal | StandingRefusal): Both {
  switch (refusal.refusal) {
    case "signature":
      return {
        en: "The installer’s signature does not hold: the report was changed after it was signed. Ask the installer for it again.",
        zh: "安装人员的签名不成立：报告在签名后被改动。请向安装人员重新索取。",
      };
    case "certificate":
      return {
        en: "The certificate in it was not signed by the installer who signed the report.",
        zh: "其中的证明不是由签署报告的安装人员签名的。",
      };
    case "claims":
      return {
        en: `Report and certificate say different things (${refusal.field}). The installer has to make the report anew.`,
        zh: `报告与证明不一致（${refusal.field}）。需由安装人员重新生成报告。`,
      };
    case "answer":
      return {
        en: "The test reading belongs to another request: something was changed after the meter had signed. The reading has to be taken again.",
        zh: "试读数属于另一份请求：电表签名之后内容有改动。需重新试读。",
      };
    case "reading":
      return {
        en: "The meter key did not sign this test reading. The reading has to be taken again.",
        zh: "该试读数不是由电表密钥签名的。需重新试读。",
      };
    case "deviceTwice":
      return {
        en: `The device with the number ${refusal.serial} stands in it twice.`,
        zh: `编号 ${refusal.serial} 的设备重复出现。`,
      };
    case "boundary":
      return {
        en: `It names ${refusal.meters} meters at the connection; there must be exactly one.`,
        zh: `并网点处有 ${refusal.meters} 块电表，应恰有一块。`,
      };
    case "notCompared": {
      const { en, zh } = figureWords(refusal.role);
      return {
        en: `Nobody held the ${en} of ${refusal.serial} against the display. The installer has to compare it.`,
        zh: `${refusal.serial} 的${zh}未与表计显示核对。需由安装人员核对。`,
      };
    }
    case "exportWithoutSource":
      return {
        en: "It lets energy be fed in where nothing makes any. The installer has to state the source or no feeding in.",
        zh: "报告允许上网，却没有发电设备。安装人员需填写电源，或填写不上网。",
      };
    case "sharedKey":
      return {
        en: "Installer, account and meter share a key. Each needs a key of its own.",
        zh: "安装人员、账户和电表共用了密钥。三者须各有密钥。",
      };
    case "noNetwork":
      return {
        en: "No network is joined, so nothing says which market it is for. Join the network first.",
        zh: "尚未加入网络，无法判断它属于哪个市场。请先加入网络。",
      };
    case "otherChain":
      return {
        en: `It is for another network (${refusal.chainId}). Join that network first.`,
        zh: `它属于另一网络（${refusal.chainId}）。请先加入该网络。`,
      };
    case "expired":
      return {
        en: `Its certificate ended on ${exactMoment(refusal.until, 0, "en")}. The installer has to make the report anew.`,
        zh: `其证明已于 ${exactMoment(refusal.until, 0, "zh")} 到期。需由安装人员重新生成报告。`,
      };
    case "demoMeter":
      return {
        en: "Its meter is a demo meter, whose key lies in the owner’s wallet. Such a meter counts on simulated networks alone.",
        zh: "其电表为演示电表，密钥在用户钱包中。这类电表只用于模拟网络。",
      };
    case "installerUnknown":
      return {
        en: "The ledger knows no such installer. The regulators have to enrol the installer’s key first.",
        zh: "账本上没有这位安装人员。监管方须先登记其密钥。",
      };
    case "installerRole":
      return { en: "Who signed it is on the ledger, but not as an installer.", zh: "签署者在账本上，但不是安装人员。" };
    case "installerSuspended":
      return { en: "Its installer is suspended by the regulators.", zh: "该安装人员已被监管方暂停资格。" };
    case "installerKey":
      return {
        en: "It is signed with a key that is no longer its installer’s. The installer has to sign it with the present one.",
        zh: "签名所用密钥已不属于该安装人员。须用现行密钥重新签名。",
      };
  }
}

export interface HandoverWords {
  readonly title: string;
  readonly lines: readonly string[];
  readonly foot: readonly string[];
}

/** `mine`: the certificate is for the reader's account; `offset`: seconds that the reader's clock is ahead of UTC. */
export function handoverWords(
  handover: Handover,
  lang: Lang,
  {
    mine,
    installer,
    offset,
  }: { readonly mine: boolean; readonly installer: InstallerStanding["is"]; readonly offset: number },
): HandoverWords {
  const en = lang === "en";
  const { request, answer, devices, removed, note, revision, made } = handover;
  const { building, reading, zone, importW, exportW, technology, carrier } = request;
  const unit = carrier === "gas" ? "m³" : "kWh";
  const counter = (value: number): string => `${decimal(value, 3, 3)} ${unit}`;
  const registers = [
    `1.8.0 ${counter(reading.imported)}`,
    ...(reading.exported === null ? [] : [`2.8.0 ${counter(reading.exported)}`]),
  ].join(en ? ", " : "，");
  const what =
    building.is === "block"
      ? en
        ? `A block of ${whole(building.flats)} flats behind one connection`
        : `一栋 ${whole(building.flats)} 户的楼，共用一个并网点`
      : en
        ? "A home"
        : "一户住宅";
  const source = technology === "none" ? (en ? "no source" : "无电源") : TECHNOLOGY_WORDS[technology][lang];
  const list = devices
    .map(({ identity, replaces }) => {
      const name = `${identity.manufacturer} ${identity.serial}`;
      return replaces === null ? name : en ? `${name} (exchanged)` : `${name}（更换）`;
    })
    .join(en ? ", " : "、");
  const lines = [
    en
      ? `${what} in zone ${zone}: ${CARRIER_WORDS[carrier].en}, draws up to ${kW(importW)}, feeds in up to ${kW(exportW)}, ${source}.`
      : `${what}，台区 ${zone}：${CARRIER_WORDS[carrier].zh}，下网上限 ${kW(importW)}，上网上限 ${kW(exportW)}，${source}。`,
    en ? `Devices: ${list}.` : `设备：${list}。`,
    ...(removed.length === 0
      ? []
      : [
          en
            ? `Taken down: ${removed.map((one) => `${one.identity.manufacturer} ${one.identity.serial} (${one.reason})`).join(", ")}.`
            : `已拆除：${removed.map((one) => `${one.identity.manufacturer} ${one.identity.serial}（${one.reason}）`).join("、")}。`,
        ]),
    en
      ? `Test reading of meter ${answer.meter.id}, signed by its key: ${registers}, ${exactMoment(reading.at, offset, "en")}.`
      : `电表 ${answer.meter.id} 的试读数（由其密钥签名）：${registers}，${exactMoment(reading.at, offset, "zh")}。`,
    ...(note === null ? [] : [en ? `Note: ${note}` : `备注：${note}`]),
  ];
  const foot = [
    en
      ? `Report ${revision} of job ${request.job}, made ${exactMoment(made, offset, "en")}.`
      : `作业 ${request.job} 的第 ${revision} 份报告，生成于 ${exactMoment(made, offset, "zh")}。`,
    installer === "known"
      ? en
        ? "The ledger proves that its installer is active."
        : "账本证明该安装人员资格有效。"
      : en
        ? "Its signatures hold. Whether its installer is active could not be proved yet; registering asks the ledger again."
        : "各签名成立。安装人员资格暂未能证明；登记时会再次查询账本。",
  ];
  const title = mine
    ? en
      ? "Your home’s hand-over. It is kept here, and you can register with it."
      : "这是您家的交接报告，已保存，可据此登记。"
    : en
      ? "A hand-over of another account. Nothing was taken from it."
      : "另一账户的交接报告，未从中接收任何内容。";
  return { title, lines, foot };
}
