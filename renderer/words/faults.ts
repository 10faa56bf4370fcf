/** A sentence for every fault that can cross the door: what happened, what is safe, what to do. Codes are "area.name". */
import type { Fault } from "../../shared/ipc/fault.ts";
import type { Lang } from "../../shared/ipc/ledgerViews.ts";
import { i18n, words } from "./i18n.ts";

const faultWords = words(
  "faults",
  {
    other: "Something went wrong ({{code}}). Nothing was signed or sent. Try again, or restart Wattlight.",
    door: {
      absent: "This page is not running inside Wattlight, so it has nothing to show.",
      broken: "The main process did not answer. Your data is safe on disk; restart Wattlight.",
      input: "The entry was not understood ({{method}}). Nothing was changed; check the figures and try again.",
      output: "Wattlight could not put its answer together ({{method}}). Nothing was changed; restart it.",
      method: "This version of the window asked for something that does not exist. Restart Wattlight.",
      frame: "A page that may not ask was turned away. Nothing was changed.",
      origin: "A page that may not ask was turned away. Nothing was changed.",
      window: "That window may not do this. Nothing was changed.",
    },
    answer: { shape: "The answer to {{method}} was not as agreed, so it is not shown. Restart Wattlight." },
    link: {
      closed: "A helper process stopped and is being started again. Your data is safe; try again in a moment.",
      noMethod: "A helper process is from another version. Restart Wattlight.",
    },
    local: { stopped: "The local store stopped and is being started again. Your data is safe; try again in a moment." },
    node: {
      damaged: "The demo network’s data is damaged. It was kept aside; your wallet and readings are untouched.",
      disk: "The demo network cannot write to the disk. Free some space, then restart Wattlight.",
      ended: "The demo network stopped and is being started again.",
      inUse: "The demo network’s data is in use by another Wattlight. Close the other one.",
      keysMissing: "The demo network’s keys are missing, so it cannot go on. Your wallet is untouched.",
    },
    store: {
      inUse: "Another Wattlight has the local data open. Close it and try again.",
      migration: "The local data could not be brought up to this version. The old file was kept.",
      newer: "The local data was written by a newer Wattlight. Nothing was changed; use that version.",
      unwritable: "The local data cannot be written. Check the disk and its permissions.",
      damaged: "The local data is damaged. It was kept as it is; nothing was overwritten.",
    },
    vault: {
      busy: "The vault is at work. Wait a moment and try again.",
      locked: "The wallet is locked. Unlock it and try again.",
      none: "There is no wallet on this computer yet.",
      otherSender: "This entry belongs to another account and was not signed.",
      wrongKey: "This account cannot sign that entry. Nothing was signed.",
      content: "The vault file does not hold what it should. It was kept as it is; restore from your words.",
      exists: "There is a wallet on this computer already. Nothing was overwritten.",
      throttled: "Too many attempts. Wait a little and try again.",
      weakPassphrase: "The passphrase is too easy to guess.",
      write: "The vault could not be written. Check the disk; nothing was changed.",
      wrongPassphrase: "The passphrase is not right.",
      damaged: "The vault file is damaged. It was kept as it is; restore from your words.",
    },
    sign: {
      nothingAsked: "There was nothing to sign.",
      otherDigest: "What was shown and what was to be signed differ, so nothing was signed.",
      tooMany: "Several things wait for your signature already. Answer those first.",
      tooSoon: "The signing window was only just shown. Read it, then answer.",
      offline: "To prepare this, the wallet needs verified figures first. Nothing was signed.",
      declined: "You did not sign. Nothing was sent.",
    },
    import: {
      columns: "The columns of {{file}} were not recognised. Nothing was imported.",
      binary: "{{file}} is not a text file. Nothing was imported.",
      encoding: "{{file}} is not UTF-8 text (line {{line}}). Nothing was imported.",
      tooLarge: "{{file}} is too large. Nothing was imported.",
      empty: "{{file}} holds no readings. Nothing was imported.",
      row: "{{file}}, line {{line}}, column {{column}}: not understood. Nothing was imported.",
      order: "{{file}}, line {{line}}: the dates run backwards. Nothing was imported.",
      gone: "{{file}} can no longer be read. Choose it again; nothing was imported.",
    },
    file: { write: "The file could not be written. Choose another place." },
    line: "Line {{line}}.",
    column: "Column {{column}}.",
  },
  {
    other: "出现问题（{{code}}）。没有签名，也没有发送。请重试或重新启动 Wattlight。",
    door: {
      absent: "此页面不在 Wattlight 中运行，没有可显示的内容。",
      broken: "主进程没有应答。您的数据在磁盘上是安全的，请重新启动 Wattlight。",
      input: "输入无法识别（{{method}}）。未做任何更改，请检查数字后重试。",
      output: "Wattlight 未能给出结果（{{method}}）。未做任何更改，请重新启动。",
      method: "窗口请求了不存在的功能。请重新启动 Wattlight。",
      frame: "已拒绝无权请求的页面。未做任何更改。",
      origin: "已拒绝无权请求的页面。未做任何更改。",
      window: "该窗口无权执行此操作。未做任何更改。",
    },
    answer: { shape: "{{method}} 的结果不符合约定，不予显示。请重新启动 Wattlight。" },
    link: {
      closed: "一个辅助进程停止，正在重新启动。您的数据安全，请稍后再试。",
      noMethod: "辅助进程的版本不一致。请重新启动 Wattlight。",
    },
    local: { stopped: "本地存储停止，正在重新启动。您的数据安全，请稍后再试。" },
    node: {
      damaged: "演示网络的数据已损坏，原件已保留。您的钱包和读数不受影响。",
      disk: "演示网络无法写入磁盘。请腾出空间后重新启动 Wattlight。",
      ended: "演示网络停止，正在重新启动。",
      inUse: "演示网络的数据正被另一个 Wattlight 使用。请关闭另一个。",
      keysMissing: "演示网络的密钥缺失，无法继续。您的钱包不受影响。",
    },
    store: {
      inUse: "本地数据正被另一个 Wattlight 打开。请关闭后重试。",
      migration: "本地数据无法升级到此版本，旧文件已保留。",
      newer: "本地数据由更新版本的 Wattlight 写入，未做更改。请使用该版本。",
      unwritable: "无法写入本地数据。请检查磁盘及权限。",
      damaged: "本地数据已损坏，原件已保留，没有覆盖任何内容。",
    },
    vault: {
      busy: "密钥库正在工作，请稍后再试。",
      locked: "钱包已锁定。解锁后重试。",
      none: "本机尚无钱包。",
      otherSender: "该条目属于另一个账户，没有签名。",
      wrongKey: "此账户不能签署该条目，没有签名。",
      content: "密钥库文件内容不符，已原样保留。请用助记词恢复。",
      exists: "本机已有钱包，没有覆盖任何内容。",
      throttled: "尝试次数过多，请稍后再试。",
      weakPassphrase: "口令太容易被猜到。",
      write: "无法写入密钥库。请检查磁盘，未做任何更改。",
      wrongPassphrase: "口令不正确。",
      damaged: "密钥库文件已损坏，已原样保留。请用助记词恢复。",
    },
    sign: {
      nothingAsked: "没有需要签名的内容。",
      otherDigest: "所示内容与待签内容不一致，没有签名。",
      tooMany: "已有多项等待您签名，请先处理。",
      tooSoon: "签名窗口刚刚显示，请先阅读再作答。",
      offline: "准备此项需要先有已验证的数字。没有签名。",
      declined: "您没有签名，也没有发送。",
    },
    import: {
      columns: "无法识别 {{file}} 的列。没有导入任何内容。",
      binary: "{{file}} 不是文本文件。没有导入任何内容。",
      encoding: "{{file}} 不是 UTF-8 文本（第 {{line}} 行）。没有导入任何内容。",
      tooLarge: "{{file}} 过大。没有导入任何内容。",
      empty: "{{file}} 中没有读数。没有导入任何内容。",
      row: "{{file}} 第 {{line}} 行第 {{column}} 列无法识别。没有导入任何内容。",
      order: "{{file}} 第 {{line}} 行：日期倒退。没有导入任何内容。",
      gone: "{{file}} 已无法读取，请重新选择。没有导入任何内容。",
    },
    file: { write: "无法写入文件。请换一个位置。" },
    line: "第 {{line}} 行。",
    column: "第 {{column}} 列。",
  },
);

export const hasFault = (code: string): boolean => i18n.exists(code, { ns: "faults", lng: "en" });

export function faultText(fault: Fault, lang: Lang): string {
  const values = Object.fromEntries(Object.entries(fault.data).map(([key, value]) => [key, String(value ?? "")]));
  const say = (code: string) => i18n.t(code, { ...values, code: fault.code, ns: "faults", lng: lang });
  if (!hasFault(fault.code))
    return [say("other"), "line" in values ? say("line") : "", "column" in values ? say("column") : ""]
      .filter(Boolean)
      .join(" ");
  return say(fault.code);
}
export const useFaultText = (): ((fault: Fault) => string) => {
  faultWords.use();
  return (fault) => faultText(fault, i18n.language === "zh-CN" ? "zh-CN" : "en");
};
