/**
 * What is wrong with a meter file, as the import screen and `npm run read` say it. `{{name}}` stands for the fault's data; the kinds are
 * those of `shared/metering/importFault.ts`.
 */
import type { Fault } from "../ipc/fault.ts";
import { IMPORT_KINDS, type ImportFaultKind } from "../metering/importFault.ts";
import type { Lang } from "./format.ts";

export const METER_FILE_FAULTS: Readonly<Record<Lang, Readonly<Record<ImportFaultKind, string>>>> = {
  en: {
    unreadable: "{{file}} could not be read. Check that it is there and open to you; nothing was imported.",
    tooLarge: "{{file}} is larger than a meter file may be. Nothing was imported; export a shorter period.",
    tooManyRows:
      "{{file}} has more rows than a meter file may have (line {{line}}). Nothing was imported; export a shorter period.",
    empty: "{{file}} is empty. Nothing was imported.",
    binary: "{{file}} is not a text file (line {{line}}, column {{column}}). Export it as CSV; nothing was imported.",
    encoding:
      "{{file}}, line {{line}}, column {{column}}: not {{encoding}} text. Save it as UTF-8; nothing was imported.",
    lineTooLong: "{{file}}, line {{line}}, column {{column}}: the line is too long for a table. Nothing was imported.",
    quote: "{{file}}, line {{line}}, column {{column}}: a quotation mark is not closed. Nothing was imported.",
    columns:
      "{{file}}, line {{line}}, column {{column}}: the columns are not those of a meter file. Choose the columns, or another file; nothing was imported.",
    truncated:
      "{{file}}, line {{line}}, column {{column}}: the file stops in the middle. Export it again; nothing was imported.",
    time: "{{file}}, line {{line}}, column {{column}}: “{{text}}” is not a date and time in the chosen order. Nothing was imported.",
    order: "{{file}}, line {{line}}, column {{column}}: “{{text}}” lies before the row above. Nothing was imported.",
    duplicate: "{{file}}, line {{line}}, column {{column}}: “{{text}}” stands there twice. Nothing was imported.",
    interval:
      "{{file}}, line {{line}}, column {{column}}: “{{text}}” is off the file’s own rhythm. Nothing was imported.",
    number:
      "{{file}}, line {{line}}, column {{column}}: “{{text}}” is not a number. Check the decimal mark; nothing was imported.",
    negative:
      "{{file}}, line {{line}}, column {{column}}: “{{text}}” is below zero, and a register only counts up. Nothing was imported.",
    impossible:
      "{{file}}, line {{line}}, column {{column}}: “{{text}}” is more than a connection carries. Check the unit; nothing was imported.",
    counterBack:
      "{{file}}, line {{line}}, column {{column}}: the counter runs backwards at “{{text}}”. Nothing was imported.",
    telegram:
      "{{file}}, line {{line}}, column {{column}}: “{{text}}” stands in no telegram of a meter. Nothing was imported.",
    checksum:
      "{{file}}, line {{line}}: the telegram’s checksum is {{expected}}, and what stands there comes to {{found}}: it was changed on its way. Nothing was imported.",
    xml: "{{file}}, line {{line}}, column {{column}}: no well-formed XML ({{reason}}). Nothing was imported.",
    doctype:
      "{{file}}, line {{line}}, column {{column}}: a meter’s file brings no document type of its own; such a one can blow up. Nothing was imported.",
    espi: "{{file}}, line {{line}}, column {{column}}: “{{text}}” is not what Green Button has there ({{reason}}). Nothing was imported.",
    noReadings: "{{file}} holds no energy over time. Nothing was imported; choose a file with interval readings.",
    sml: "{{file}}, byte {{byte}}: this is not as an optical head sends it ({{reason}}). Nothing was imported.",
    smlTruncated:
      "{{file}}, byte {{byte}}: the transmission stops in the middle. Record it again; nothing was imported.",
    smlChecksum:
      "{{file}}, byte {{byte}}: the transmission’s checksum is {{expected}}, and what stands there comes to {{found}}: it was changed on its way. Nothing was imported.",
    smlTimeless:
      "{{file}} was read, but its meter states no date, so there is no energy over time in it. Nothing was imported; add the optical head as a device.",
    span: "{{file}}, line {{line}}, column {{column}}: “{{text}}” is too far from the first row. Nothing was imported.",
    tooShort: "{{file}} holds too few readings. Nothing was imported; export at least a day.",
    zone: "The zone {{zone}} is not known. Choose another; nothing was imported.",
    choices: "These choices do not fit the file ({{choice}}). Choose again; nothing was imported.",
    registers:
      "{{file}} cannot be added to the file that is shown: it has other registers, or is the same file. Nothing was imported.",
    changed: "{{file}} has changed since it was shown. Choose it again; nothing was imported.",
    handle: "The preview is no longer open. Choose the file again; nothing was imported.",
  },
  zh: {
    unreadable: "无法读取 {{file}}。请检查文件是否存在以及权限，没有导入任何内容。",
    tooLarge: "{{file}} 超过电表文件的大小上限。没有导入任何内容，请导出较短的时段。",
    tooManyRows: "{{file}} 行数过多（第 {{line}} 行）。没有导入任何内容，请导出较短的时段。",
    empty: "{{file}} 是空的。没有导入任何内容。",
    binary: "{{file}} 不是文本文件（第 {{line}} 行第 {{column}} 列）。请导出为 CSV，没有导入任何内容。",
    encoding: "{{file}} 第 {{line}} 行第 {{column}} 列不是 {{encoding}} 文本。请存为 UTF-8，没有导入任何内容。",
    lineTooLong: "{{file}} 第 {{line}} 行第 {{column}} 列：行过长，不像表格。没有导入任何内容。",
    quote: "{{file}} 第 {{line}} 行第 {{column}} 列：引号没有闭合。没有导入任何内容。",
    columns: "{{file}} 第 {{line}} 行第 {{column}} 列：列与电表文件不符。请选择列或换一个文件，没有导入任何内容。",
    truncated: "{{file}} 第 {{line}} 行第 {{column}} 列：文件中途结束。请重新导出，没有导入任何内容。",
    time: "{{file}} 第 {{line}} 行第 {{column}} 列：“{{text}}”不是所选顺序的日期时间。没有导入任何内容。",
    order: "{{file}} 第 {{line}} 行第 {{column}} 列：“{{text}}”早于上一行。没有导入任何内容。",
    duplicate: "{{file}} 第 {{line}} 行第 {{column}} 列：“{{text}}”出现两次。没有导入任何内容。",
    interval: "{{file}} 第 {{line}} 行第 {{column}} 列：“{{text}}”不合文件自身的间隔。没有导入任何内容。",
    number: "{{file}} 第 {{line}} 行第 {{column}} 列：“{{text}}”不是数字。请检查小数点，没有导入任何内容。",
    negative: "{{file}} 第 {{line}} 行第 {{column}} 列：“{{text}}”小于零，而表码只增不减。没有导入任何内容。",
    impossible: "{{file}} 第 {{line}} 行第 {{column}} 列：“{{text}}”超出接入能力。请检查单位，没有导入任何内容。",
    counterBack: "{{file}} 第 {{line}} 行第 {{column}} 列：表码在“{{text}}”处倒退。没有导入任何内容。",
    telegram: "{{file}} 第 {{line}} 行第 {{column}} 列：“{{text}}”不属于电表报文。没有导入任何内容。",
    checksum:
      "{{file}} 第 {{line}} 行：报文校验码为 {{expected}}，而按内容算得 {{found}}，途中已被改动。没有导入任何内容。",
    xml: "{{file}} 第 {{line}} 行第 {{column}} 列：不是格式正确的 XML（{{reason}}）。没有导入任何内容。",
    doctype: "{{file}} 第 {{line}} 行第 {{column}} 列：电表文件不应自带文档类型，它可能无限膨胀。没有导入任何内容。",
    espi: "{{file}} 第 {{line}} 行第 {{column}} 列：“{{text}}”不符合 Green Button 格式（{{reason}}）。没有导入任何内容。",
    noReadings: "{{file}} 中没有分时电量。没有导入任何内容，请选择含间隔读数的文件。",
    sml: "{{file}} 第 {{byte}} 字节：与光学读头发送的格式不符（{{reason}}）。没有导入任何内容。",
    smlTruncated: "{{file}} 第 {{byte}} 字节：报文在中途结束。请重新记录，没有导入任何内容。",
    smlChecksum:
      "{{file}} 第 {{byte}} 字节：报文校验码为 {{expected}}，实际算得 {{found}}，途中有改动。没有导入任何内容。",
    smlTimeless: "{{file}} 可以读取，但电表不报日期，其中没有分时电量。没有导入任何内容，请将光学读头添加为设备。",
    span: "{{file}} 第 {{line}} 行第 {{column}} 列：“{{text}}”与首行相距过远。没有导入任何内容。",
    tooShort: "{{file}} 的读数太少。没有导入任何内容，请至少导出一天。",
    zone: "未知时区 {{zone}}。请另选，没有导入任何内容。",
    choices: "所选各项与文件不符（{{choice}}）。请重新选择，没有导入任何内容。",
    registers: "{{file}} 无法并入当前文件：表码不同，或即为同一文件。没有导入任何内容。",
    changed: "{{file}} 在预览之后有改动。请重新选择，没有导入任何内容。",
    handle: "预览已关闭。请重新选择文件，没有导入任何内容。",
  },
};

/** The sentence of an import.* fault, its data filled in; what the fault does not say stands as "?". */
export function meterFaultText({ code, data }: Fault, file: string, lang: Lang): string {
  const kind = IMPORT_KINDS.find((one) => code === `import.${one}`);
  if (!kind) return `${file}: ${code}`;
  return METER_FILE_FAULTS[lang][kind].replace(/\{\{(\w+)\}\}/g, (_, name: string) =>
    name === "file" ? file : String(data[name] ?? "?"),
  );
}
