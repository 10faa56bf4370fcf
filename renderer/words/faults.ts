/** A sentence for every fault that can cross the door: what happened, what is safe, what to do. Codes are "area.name". */
import { METER_FILE_FAULTS } from "../../shared/words/meterFileFaults.ts";
import type { Fault } from "../../shared/ipc/fault.ts";
import type { Lang } from "../../shared/ipc/ledgerViews.ts";
import { Withheld } from "../../shared/ipc/verified.ts";
import "../parts/words.ts";
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
      room: "Too much is being asked at once. Nothing was changed; try again in a moment.",
      dialogOpen: "A window to choose a file is open already. Finish or close that one first.",
    },
    answer: { shape: "The answer to {{method}} was not as agreed, so it is not shown. Restart Wattlight." },
    link: {
      closed: "A helper process stopped and is being started again. Your data is safe; try again in a moment.",
      noMethod: "A helper process is from another version. Restart Wattlight.",
    },
    local: {
      stopped: "The local store stopped and is being started again. Your data is safe; try again in a moment.",
      notOpen: "No wallet is open. Unlock it, or restart Wattlight.",
      notJoined: "The network is being joined. Try again in a moment.",
    },
    node: {
      damaged: "The demo network’s data is damaged. It was kept aside; your wallet and readings are untouched.",
      disk: "The demo network cannot write to the disk. Free some space, then restart Wattlight.",
      ended: "The demo network stopped and is being started again.",
      inUse: "The demo network’s data is in use by another Wattlight. Close the other one.",
      keysMissing: "The demo network’s keys are missing, so it cannot go on. Your wallet is untouched.",
    },
    record: {
      read: "{{file}} could not be read ({{why}}). Nothing was signed or changed. Look at the disk and try again.",
      write: "{{file}} could not be written ({{why}}). Nothing was changed. Look at the disk and try again.",
    },
    store: {
      inUse: "Another Wattlight has the local data open. Close it and try again.",
      migration: "The local data could not be brought up to this version. The old file was kept.",
      newer: "The local data was written by a newer Wattlight. Nothing was changed; use that version.",
      full: "The disk is full, so nothing was kept or changed. Make room and try again.",
      broken:
        "The disk returns other bytes than were written to {{file}}. Nothing was changed. Quit Wattlight and start it again: it checks the file and keeps it aside.",
      unwritable: "The local data cannot be written. Check the disk and its permissions.",
      damaged: "The local data is damaged. It was kept as it is; nothing was overwritten.",
    },
    account: { none: "That account is not in this wallet, or is hidden." },
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
      watchOnly: "This account is only watched: there is no key for it here. Nothing was signed.",
      damaged: "The vault file is damaged. It was kept as it is; restore from your words.",
    },
    sign: {
      nothingAsked: "There was nothing to sign.",
      otherDigest: "What was shown and what was to be signed differ, so nothing was signed.",
      tooMany: "Several things wait for your signature already. Answer those first.",
      tooSoon: "The signing window was only just shown. Read it, then answer.",
      offline: "To prepare this, the wallet needs verified figures first. Nothing was signed.",
      declined: "You did not sign. Nothing was sent.",
      notCanonical: "The entry could not be written in the ledger’s form. Nothing was signed.",
      otherSender: "The entry names another account as its sender. Nothing was signed.",
      address: "An address in the entry is not one. Nothing was signed.",
      keptOther: "What was kept differs from what was signed, so it is not sent. Restart Wattlight.",
    },
    import: METER_FILE_FAULTS.en,
    compose: {
      withheld: "To prepare this, the wallet needs verified figures. Nothing was signed.",
      offer: "That offer is no longer in the book. Nothing was signed; choose another.",
      registered: "This account is registered already. Nothing was signed.",
      certificate: "The installer’s certificate could not be had. Nothing was signed; try again in a moment.",
      notActive: "The account is not admitted yet, so it cannot trade. Nothing was signed.",
      statement: "That statement is not in this state any more. Nothing was signed.",
      contract: "That contract is not one of yours, or has left the ledger. Nothing was signed.",
      closed: "Nothing of that contract can be ended any more: its last gate has closed. Nothing was signed.",
      dispute: "That dispute is not on the ledger any more. Nothing was signed.",
      order: "That order is not live any more. Nothing was signed.",
      noMarket: "Your zone has no limits for this energy yet, so it is not traded. Nothing was signed.",
      body: "The figures do not make a valid entry. Nothing was signed; check them.",
      office: "This account does not hold the office that this needs. Nothing was signed.",
      decision: "That decision is not open any more. Nothing was signed.",
    },
    nonce: { none: "The day’s signatures are used up. Nothing was signed; try again tomorrow." },
    outbox: {
      bytes: "The signed entry could not be read back, so it was not kept. Nothing was sent.",
      sender: "The entry was signed for another account, so it was not kept. Nothing was sent.",
      signature: "The signature does not hold, so the entry was not kept. Nothing was sent; sign again.",
      idTaken: "The same entry is in the outbox already. Nothing was sent twice.",
      left: "It may have left this computer already, so it cannot be withdrawn. Revoke it: the ledger then refuses it.",
      nothing: "Nothing signed waits in the outbox, so no file was made.",
      incomplete: "It still lacks a second signature, so it is of no use elsewhere. No file was made.",
      tooLarge: "That is more than one file may hold. Save the entries one by one.",
      drafts: "There are {{limit}} drafts. Sign or discard one of them first; nothing was signed.",
      notAgain: "It may still come to the ledger, or has, so it is not signed again. Nothing was signed.",
      noDraft: "That draft is there no longer. Nothing was signed.",
      notOpen: "It is over already, so there is nothing to revoke. Nothing was signed.",
    },
    private: {
      tooLong:
        "That text is too long to be kept ({{bytes}} bytes; {{limit}} is the limit). Shorten it; nothing was changed.",
      tooMany: "There are {{limit}} of these already. Remove one first; nothing was changed.",
      damaged: "A private entry on this computer is damaged or of another wallet. It was left as it is.",
    },
    file: {
      write: "The file could not be written. Choose another place.",
      read: "{{file}} could not be read. Check that it is there and that you may read it.",
    },
    devices: {
      tooMany: "There are {{limit}} devices already. Remove one first.",
      unknown: "That device is not on the list any more. Nothing was changed.",
      write: "The list of devices could not be written ({{why}}). Check the disk; nothing was changed.",
    },
    proof: {
      withheld:
        "This cannot be proved right now, so no file was made. Wait until the ledger is verified and try again.",
      moved: "A new block came while the proof was being made. No file was made; try again.",
      notEnded:
        "No block has taken this yet, or not provably. No file was made; try again when the outbox says how it ended.",
      tooLarge: "That is more than one proof file may hold. Choose something smaller.",
    },
    theFile: "The file",
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
      room: "同时请求过多。未做任何更改，请稍后再试。",
      dialogOpen: "已有一个选择文件的窗口打开着。请先完成或关闭它。",
    },
    answer: { shape: "{{method}} 的结果不符合约定，不予显示。请重新启动 Wattlight。" },
    link: {
      closed: "一个辅助进程停止，正在重新启动。您的数据安全，请稍后再试。",
      noMethod: "辅助进程的版本不一致。请重新启动 Wattlight。",
    },
    local: {
      stopped: "本地存储停止，正在重新启动。您的数据安全，请稍后再试。",
      notOpen: "没有打开的钱包。请解锁，或重新启动 Wattlight。",
      notJoined: "正在加入网络，请稍后再试。",
    },
    node: {
      damaged: "演示网络的数据已损坏，原件已保留。您的钱包和读数不受影响。",
      disk: "演示网络无法写入磁盘。请腾出空间后重新启动 Wattlight。",
      ended: "演示网络停止，正在重新启动。",
      inUse: "演示网络的数据正被另一个 Wattlight 使用。请关闭另一个。",
      keysMissing: "演示网络的密钥缺失，无法继续。您的钱包不受影响。",
    },
    record: {
      read: "无法读取 {{file}}（{{why}}）。没有签名，也没有改动。请检查磁盘后重试。",
      write: "无法写入 {{file}}（{{why}}）。没有任何改动。请检查磁盘后重试。",
    },
    store: {
      inUse: "本地数据正被另一个 Wattlight 打开。请关闭后重试。",
      migration: "本地数据无法升级到此版本，旧文件已保留。",
      newer: "本地数据由更新版本的 Wattlight 写入，未做更改。请使用该版本。",
      full: "磁盘已满，没有保存或更改任何内容。请腾出空间后重试。",
      broken: "磁盘返回的内容与写入 {{file}} 的不同。未做任何更改。请退出 Wattlight 后重新启动：它会检查并另存该文件。",
      unwritable: "无法写入本地数据。请检查磁盘及权限。",
      damaged: "本地数据已损坏，原件已保留，没有覆盖任何内容。",
    },
    account: { none: "本钱包没有该账户，或它已被隐藏。" },
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
      watchOnly: "此账户仅供查看，本机没有它的密钥。没有签名。",
      damaged: "密钥库文件已损坏，已原样保留。请用助记词恢复。",
    },
    sign: {
      nothingAsked: "没有需要签名的内容。",
      otherDigest: "所示内容与待签内容不一致，没有签名。",
      tooMany: "已有多项等待您签名，请先处理。",
      tooSoon: "签名窗口刚刚显示，请先阅读再作答。",
      offline: "准备此项需要先有已验证的数字。没有签名。",
      declined: "您没有签名，也没有发送。",
      notCanonical: "条目无法写成账本格式。没有签名。",
      otherSender: "条目的发送方是另一账户。没有签名。",
      address: "条目中有无效地址。没有签名。",
      keptOther: "保存的内容与所签不一致，不会发送。请重新启动 Wattlight。",
    },
    import: METER_FILE_FAULTS.zh,
    compose: {
      withheld: "准备此项需要已验证的数字。没有签名。",
      offer: "该报价已不在报价簿中。没有签名，请另选。",
      registered: "此账户已经登记。没有签名。",
      certificate: "未能取得安装方证书。没有签名，请稍后再试。",
      notActive: "账户尚未准入，不能交易。没有签名。",
      statement: "该对账单的状态已变。没有签名。",
      contract: "该合约不是您的，或已离开账本。没有签名。",
      closed: "该合约已无可终止的时段：最后一个交易截止已过。没有签名。",
      dispute: "该争议已不在账本上。没有签名。",
      order: "该委托已不再有效。没有签名。",
      noMarket: "您的台区尚未为这种能源设定限值，因此不交易。没有签名。",
      body: "这些数字不能构成有效条目。没有签名，请检查。",
      office: "此账户不担任所需的职务。没有签名。",
      decision: "该决定已不在表决中。没有签名。",
    },
    nonce: { none: "今天的签名次数已用完。没有签名，请明天再试。" },
    outbox: {
      bytes: "已签条目无法读回，没有保存，也没有发送。",
      sender: "该条目由另一账户签名，没有保存，也没有发送。",
      signature: "签名不成立，没有保存，也没有发送。请重新签名。",
      idTaken: "发件箱中已有同一条目，不会重复发送。",
      left: "它可能已离开本机，因此不能撤回。请将其作废：账本届时会拒绝它。",
      nothing: "发件箱中没有等待发送的条目，没有生成文件。",
      incomplete: "它还缺少第二个签名，在别处没有用处。没有生成文件。",
      tooLarge: "超出一个文件的容量。请逐条保存。",
      drafts: "已有 {{limit}} 份草稿。请先签名或丢弃其中一份；没有签名。",
      notAgain: "它仍可能上账本，或已在账本上，因此不重新签名。没有签名。",
      noDraft: "该草稿已不存在。没有签名。",
      notOpen: "它已结束，无须作废。没有签名。",
    },
    private: {
      tooLong: "文字过长（{{bytes}} 字节，上限 {{limit}}）。请缩短；未做任何更改。",
      tooMany: "已有 {{limit}} 条。请先删除一条；未做任何更改。",
      damaged: "本机上的一条私密内容已损坏，或属于另一个钱包。已按原样保留。",
    },
    file: {
      write: "无法写入文件。请换一个位置。",
      read: "无法读取 {{file}}。请确认文件存在且您有读取权限。",
    },
    devices: {
      tooMany: "已有 {{limit}} 台设备。请先移除一台。",
      unknown: "该设备已不在列表中。未作任何更改。",
      write: "无法写入设备列表（{{why}}）。请检查磁盘；未作任何更改。",
    },
    proof: {
      withheld: "目前无法证明该内容，因此未生成文件。请待账本验证后重试。",
      moved: "生成证明时出现了新区块。未生成文件，请重试。",
      notEnded: "尚无可证明的区块收录它。没有生成文件；发件箱显示其结果后请再试。",
      tooLarge: "内容超出单个证明文件的容量。请选择较小的内容。",
    },
    theFile: "文件",
    line: "第 {{line}} 行。",
    column: "第 {{column}} 列。",
  },
);

export const hasFault = (code: string): boolean => i18n.exists(code, { ns: "faults", lng: "en" });

export function faultText(fault: Fault, lang: Lang): string {
  // A figure that the fault does not carry is a dash, never a placeholder.
  const say = (code: string, values: Record<string, string> = {}) =>
    i18n.t(code, { ...values, ns: "faults", lng: lang }).replace(/\{\{\w+\}\}/g, "–");
  const given = Object.fromEntries(Object.entries(fault.data).map(([key, value]) => [key, String(value ?? "")]));
  const values = { file: say("theFile"), code: fault.code, ...given };
  if (!hasFault(fault.code))
    return ["other", ...(["line", "column"] as const).filter((part) => part in fault.data)]
      .map((code) => say(code, values))
      .join(" ");
  const why = Withheld.safeParse(fault.data["why"]);
  const sentence = say(fault.code, values);
  return why.success ? `${sentence} ${i18n.t(`withheld.${why.data}`, { ns: "parts", lng: lang })}` : sentence;
}
export const useFaultText = (): ((fault: Fault) => string) => {
  faultWords.use();
  return (fault) => faultText(fault, i18n.language === "zh-CN" ? "zh-CN" : "en");
};
