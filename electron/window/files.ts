/** Files the reader chooses in the system's own dialogs; a page never names a path. */
import { type BrowserWindow, dialog } from "electron";
import { FaultError } from "../../shared/ipc/fault.ts";
import type { Lang } from "../../shared/ipc/ledgerViews.ts";
import { codeOf, writeAtomic } from "../vault/atomicFile.ts";

const WORDS = {
  en: { choose: "Choose your meter’s file", tables: "Tables", all: "All files", save: "Save the table" },
  "zh-CN": { choose: "选择电表文件", tables: "表格", all: "所有文件", save: "保存表格" },
} as const;

/** Path of a meter file, or null when nothing was chosen. */
export async function chooseMeterFile(window: BrowserWindow | undefined, lang: Lang): Promise<string | null> {
  const words = WORDS[lang];
  const options: Electron.OpenDialogOptions = {
    title: words.choose,
    properties: ["openFile"],
    filters: [
      { name: words.tables, extensions: ["csv", "tsv", "txt"] },
      { name: words.all, extensions: ["*"] },
    ],
  };
  const { canceled, filePaths } = await (window
    ? dialog.showOpenDialog(window, options)
    : dialog.showOpenDialog(options));
  return canceled ? null : (filePaths[0] ?? null);
}

/** Saves text where the reader says; `name` is only a proposal, stripped of everything but a file's name. */
export async function saveCsv(
  window: BrowserWindow | undefined,
  lang: Lang,
  { name, text }: { readonly name: string; readonly text: string },
): Promise<{ saved: boolean }> {
  const options: Electron.SaveDialogOptions = {
    title: WORDS[lang].save,
    defaultPath: plainName(name),
    filters: [{ name: "CSV", extensions: ["csv"] }],
  };
  const { canceled, filePath } = await (window
    ? dialog.showSaveDialog(window, options)
    : dialog.showSaveDialog(options));
  if (canceled || !filePath) return { saved: false };
  try {
    // The mark tells spreadsheet programs that the text is UTF-8.
    await writeAtomic(filePath, `\u{feff}${text}`);
    return { saved: true };
  } catch (error) {
    throw new FaultError("file.write", { file: filePath, why: codeOf(error) ?? "unknown" }, "retry");
  }
}

export function plainName(name: string): string {
  const plain = name
    .replaceAll(/[^\p{Letter}\p{Number} ._-]/gu, "-")
    .replace(/^[.\s]+/, "")
    .slice(0, 80);
  return plain.endsWith(".csv") ? plain : `${plain || "wattlight"}.csv`;
}
