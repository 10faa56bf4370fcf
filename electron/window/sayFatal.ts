/** The wallet cannot start: said in the system's own box, because there is no window to say it in. */
import { dialog } from "electron";
import type { Lang } from "../../shared/ipc/ledgerViews.ts";

const WORDS = {
  en: {
    title: "Wattlight cannot start",
    what: (reason: string) =>
      `${reason}\n\nYour keys and what is on the ledger are not affected; nothing was deleted. Make room or check the named file and its folder, then start Wattlight again.`,
  },
  "zh-CN": {
    title: "Wattlight 无法启动",
    what: (reason: string) =>
      `${reason}\n\n您的密钥和账本上的内容不受影响，没有删除任何东西。请腾出空间，或检查所提到的文件及其文件夹，然后重新启动 Wattlight。`,
  },
} as const;

export function sayFatal(lang: Lang, error: unknown): void {
  const words = WORDS[lang];
  dialog.showErrorBox(words.title, words.what(error instanceof Error ? error.message : String(error)));
}
