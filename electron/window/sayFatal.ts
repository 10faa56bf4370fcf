/** The wallet cannot start: said in the system's own box, because there is no window to say it in. */
import { dialog } from "electron";
import { FaultError } from "../../shared/ipc/fault.ts";
import type { Lang } from "../../shared/ipc/ledgerViews.ts";

const WORDS = {
  en: {
    title: "Wattlight cannot start",
    what: (reason: string) =>
      `${reason}\n\nYour keys and what is on the ledger are not affected; nothing was deleted. Make room or check the named file and its folder, then start Wattlight again.`,
    erase: (file: string, why: string) =>
      `A deletion that you asked for could not be finished: ${file} (${why}). Nothing is opened before it is. See that the file can be deleted, or delete it yourself, then start Wattlight again.`,
    marker: (file: string) =>
      `${file} says that something was being deleted, and cannot be read. Nothing was opened or deleted. Delete that file to keep what is there, then start Wattlight again.`,
  },
  "zh-CN": {
    title: "Wattlight 无法启动",
    what: (reason: string) =>
      `${reason}\n\n您的密钥和账本上的内容不受影响，没有删除任何东西。请腾出空间，或检查所提到的文件及其文件夹，然后重新启动 Wattlight。`,
    erase: (file: string, why: string) =>
      `您要求的删除未能完成：${file}（${why}）。完成之前不会打开任何内容。请确认该文件可以删除，或自行删除，然后重新启动 Wattlight。`,
    marker: (file: string) =>
      `${file} 表明有删除正在进行，但无法读取。没有打开也没有删除任何内容。如要保留现有内容，请删除该文件，然后重新启动 Wattlight。`,
  },
} as const;

export function sayFatal(lang: Lang, error: unknown): void {
  const words = WORDS[lang];
  dialog.showErrorBox(words.title, sentence(words, error));
}

function sentence(words: (typeof WORDS)[Lang], error: unknown): string {
  if (!(error instanceof FaultError)) return words.what(error instanceof Error ? error.message : String(error));
  const { code, data } = error.fault;
  const [file, why] = [String(data["file"] ?? ""), String(data["why"] ?? "")];
  if (code === "erase.marker") return words.marker(file);
  if (code.startsWith("erase.")) return words.erase(file, why);
  return words.what(file === "" ? code : `${code}: ${file}`);
}
