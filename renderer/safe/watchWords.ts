/** Words of a wallet that only watches: made from an address, opened without a passphrase. */
import { words } from "../words/i18n.ts";

export const watchWords = words(
  "watch",
  {
    way: "Watch an address only",
    step: "Address",
    title: "Watch an address",
    lead: "Everything that the ledger shows of this party can be read here. There is no key for it on this computer, so nothing can be signed, and no passphrase is asked for.",
    address: "Address (watt1…)",
    make: "Watch it",
    bad: "That is no address: it begins with watt1, has 43 characters, and its end is a check of the rest. Compare it once more.",
    openTitle: "A watched address",
    openLead:
      "{{address}} is watched only. There is nothing to unlock: whoever uses this computer can look at it, and nobody can sign with it here.",
    open: "Look at it",
  },
  {
    way: "仅查看一个地址",
    step: "地址",
    title: "查看一个地址",
    lead: "账本上关于这一方的内容都可在此查看。这台电脑上没有它的密钥，所以不能签名，也不需要口令。",
    address: "地址（watt1…）",
    make: "查看",
    bad: "这不是地址：地址以 watt1 开头，共 43 个字符，末尾是校验。请再核对一次。",
    openTitle: "仅查看的地址",
    openLead: "{{address}} 仅供查看，无须解锁：使用这台电脑的人都能看，谁也不能在此用它签名。",
    open: "打开查看",
  },
);
