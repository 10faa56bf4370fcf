/** What is wrong with a file that somebody brought, as a clause: canonical JSON that it is not, light blocks in it that do not read. */
import type { CodecFault } from "../codec/canonical.ts";
import type { LightFault } from "../light/parse.ts";
import { type Both, whole } from "./format.ts";

/** After "the file": "…is longer than may be read". Without a full stop. */
export function codecWords(fault: CodecFault): Both {
  switch (fault.fault) {
    case "tooLong":
      return {
        en: `has ${whole(fault.bytes)} bytes; at most ${whole(fault.limit)} are read`,
        zh: `有 ${whole(fault.bytes)} 字节，至多读取 ${whole(fault.limit)} 字节`,
      };
    case "tooDeep":
      return {
        en: `nests deeper than ${fault.limit} levels at byte ${whole(fault.at)}`,
        zh: `在第 ${whole(fault.at)} 字节处嵌套超过 ${fault.limit} 层`,
      };
    case "notUtf8":
      return { en: "is no text in UTF-8", zh: "不是 UTF-8 文本" };
    case "notJson":
      return { en: "is no JSON", zh: "不是 JSON" };
    case "notInteger":
      return {
        en: `has at ${fault.path} a number that is no whole one`,
        zh: `在 ${fault.path} 处有一个非整数`,
      };
    case "loneSurrogate":
      return { en: `has at ${fault.path} half a character`, zh: `在 ${fault.path} 处有不完整的字符` };
    case "notCanonical":
      return {
        en: "was written anew since it was made: order, spaces or numbers are not as they were",
        zh: "生成之后被重新写过：顺序、空格或数字与原来不同",
      };
  }
}

/** As a clause of its own: "validator 3 stands there twice". Without a full stop. */
export function lightWords(fault: LightFault): Both {
  switch (fault.fault) {
    case "shape":
      return {
        en: `what stands at ${fault.path} is not what belongs there`,
        zh: `${fault.path} 处的内容不符合要求`,
      };
    case "address":
      return {
        en: `the address of validator ${fault.index + 1} is not that of its key`,
        zh: `第 ${fault.index + 1} 个验证者的地址与其密钥不符`,
      };
    case "duplicate":
      return { en: `validator ${fault.index + 1} stands there twice`, zh: `第 ${fault.index + 1} 个验证者重复出现` };
    case "order":
      return {
        en: `validator ${fault.index + 1} stands in the wrong place`,
        zh: `第 ${fault.index + 1} 个验证者的次序不对`,
      };
    case "power":
      return { en: "its voting powers add up to too much", zh: "投票权合计过大" };
    case "emptySet":
      return { en: "it has no validators", zh: "没有验证者" };
    case "pages":
      return { en: "its validators are not all there", zh: "验证者不齐全" };
  }
}
