/** Words of "Save everything" and "Delete everything", beside those of the page they stand on. */
import { words } from "../../words/i18n.ts";

export const everythingWords = words(
  "everything",
  {
    saved:
      "Saved as {{folder}}, {{files}} files. It holds no key; nothing in it is encrypted, so keep it as you would your bank’s letters.",
    without_one: "One thing is not in it: ",
    without_other: "{{count}} things are not in it: ",
    more_one: "and one more, named in its index.json",
    more_other: "and {{count}} more, named in its index.json",
    why: {
      notJoined: "no network is joined",
      notInFront: "proofs are made of the active account alone",
      damaged: "cannot be read",
      notProved: "cannot be proved now",
    },
    goes: "What is deleted",
    goesLast:
      "The keys, readings, outbox, address book, limits and notes of every account of this wallet, and with them the settings, devices and network of this computer’s Wattlight.",
    goesOne_one:
      "The keys, readings, outbox, address book, limits and notes of every account of this wallet. The other wallet here stays, and the settings, devices and network that it shares.",
    goesOne_other:
      "The keys, readings, outbox, address book, limits and notes of every account of this wallet. The {{count}} other wallets here stay, and the settings, devices and network that they share.",
    stays: "What stays",
    staysLedger:
      "What is on the ledger: registration, offers, contracts, payments. Nobody can delete that, and contracts bind you as before.",
    staysFiles:
      "Back-up files, codes and folders that you saved, and your words on paper. With words or a back-up the wallet can be made again.",
    never: "Never sent",
    waiting_one:
      "One signed entry of the active account is not on the ledger yet. If it has not left this computer, it never will.",
    waiting_other:
      "{{count}} signed entries of the active account are not on the ledger yet. Those that have not left this computer never will.",
    traces:
      "A disk may keep traces of deleted files until it writes over them. Wattlight closes afterwards, and its next start begins as new.",
    byWord: {
      begin: "Delete everything…",
      title: "Delete everything",
      what: "No passphrase opens this wallet here, so a word is asked for instead. With your words or a back-up it can be made again; without them nobody can bring back what is deleted.",
      ask: "Type {{word}} to confirm",
      word: "DELETE",
      do: "Delete everything",
      busy: "Deleting…",
      back: "Back",
      wrong: "Type {{word}} exactly as it stands there. Nothing was deleted.",
      write: "{{file}} could not be written ({{why}}). Nothing was deleted.",
    },
  },
  {
    saved: "已保存为 {{folder}}，共 {{files}} 个文件。其中没有密钥；内容均未加密，请像银行信件一样保管。",
    without_other: "有 {{count}} 项未包含：",
    more_other: "另有 {{count}} 项，见其中的 index.json",
    why: {
      notJoined: "尚未加入网络",
      notInFront: "只为使用中的账户生成证明",
      damaged: "无法读取",
      notProved: "目前无法证明",
    },
    goes: "将删除",
    goesLast: "本钱包所有账户的密钥、读数、发件箱、通讯录、限额和备注，以及这台电脑上 Wattlight 的设置、设备和网络。",
    goesOne_other:
      "本钱包所有账户的密钥、读数、发件箱、通讯录、限额和备注。此处另外 {{count}} 个钱包保留，它们共用的设置、设备和网络也保留。",
    stays: "将保留",
    staysLedger: "账本上的内容：登记、报价、合约、付款。谁也无法删除，合约对您照样有效。",
    staysFiles: "您保存过的备份文件、二维码和文件夹，以及纸上的单词。凭单词或备份可以重建钱包。",
    never: "不再发送",
    waiting_other: "使用中的账户有 {{count}} 条已签名的条目尚未上账本。其中尚未离开这台电脑的，将不再发送。",
    traces: "被删文件在磁盘上可能留有痕迹，直到被覆盖。删除后 Wattlight 会关闭，下次启动如同首次。",
    byWord: {
      begin: "删除全部…",
      title: "删除全部",
      what: "此处没有口令能打开本钱包，所以改为输入一个词。凭单词或备份可以重建；没有它们，谁也无法找回删除的内容。",
      ask: "请输入“{{word}}”以确认",
      word: "删除",
      do: "删除全部",
      busy: "正在删除…",
      back: "返回",
      wrong: "请照样输入“{{word}}”。没有删除任何内容。",
      write: "无法写入 {{file}}（{{why}}）。没有删除任何内容。",
    },
  },
);
