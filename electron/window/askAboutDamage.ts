/** A damaged wallet database, said in the system's own dialog: which file, where it is kept, what is safe, and the two ways on. */
import { dialog } from "electron";
import type { Fault } from "../../shared/ipc/fault.ts";
import type { Lang } from "../../shared/ipc/ledgerViews.ts";

const WORDS = {
  en: {
    title: "The wallet’s database cannot be read",
    what: (file: string, kept: string) =>
      `${file} was damaged. It was kept as ${kept}; nothing in it was changed.\n\nYour keys are safe, and what is on the ledger is not affected. Imported readings and what was not yet sent are in the kept file: put a back-up in its place, or go on with an empty database and import your meter file again.`,
    quit: "Quit",
    goOn: "Go on with an empty database",
  },
  "zh-CN": {
    title: "钱包的数据库无法读取",
    what: (file: string, kept: string) =>
      `${file} 已损坏，已保存为 ${kept}，其中内容未作改动。\n\n您的密钥安全，账本上的内容不受影响。已导入的读数和尚未发送的条目在保存的文件中：您可以放回备份，或用空数据库继续并重新导入电表文件。`,
    quit: "退出",
    goOn: "用空数据库继续",
  },
} as const;

/** True when the reader chose to go on with an empty database. */
export async function askAboutDamage(lang: Lang, damage: Fault["data"]): Promise<boolean> {
  const words = WORDS[lang];
  const { response } = await dialog.showMessageBox({
    type: "warning",
    title: "Wattlight",
    message: words.title,
    detail: words.what(String(damage["file"]), String(damage["kept"])),
    buttons: [words.quit, words.goOn],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  });
  return response === 1;
}
