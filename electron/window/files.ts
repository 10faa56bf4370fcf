/** Files the reader chooses in the system's own dialogs; a page never names a path. */
import { basename } from "node:path";
import { type BrowserWindow, dialog } from "electron";
import { toHex } from "../../shared/codec/bytes.ts";
import { sha256 } from "../../shared/codec/hash.ts";
import { FaultError } from "../../shared/ipc/fault.ts";
import type { Lang } from "../../shared/ipc/ledgerViews.ts";
import { BUNDLE_LIMITS } from "../../shared/proof/bundle.ts";
import { CHECKPOINT_LIMITS } from "../../shared/light/checkpoint.ts";
import { CHECKPOINTS_MAX } from "../../shared/light/checkpointChain.ts";
import { NETWORK_LIMITS } from "../../shared/network/readNetwork.ts";
import { codeOf, writeAtomic } from "../vault/atomicFile.ts";
import { KEY_FILE_BYTES_MAX } from "../vault/importedKey.ts";
import { VAULT_BYTES_MAX } from "../vault/vaultFile.ts";
import { savePdf, type SavedPdf } from "./pdfFile.ts";
import { readBounded } from "./boundedFile.ts";

/** Bigger evidence is put into a smaller file that names it by its own hash. */
const EVIDENCE_BYTES = 33_554_432;

const WORDS = {
  en: {
    choose: "Choose your meter’s file",
    tables: "Tables",
    all: "All files",
    save: "Save the table",
    proofs: "Proofs",
    saveProof: "Save the proof",
    openProof: "Choose a proof to check",
    backups: "Back-ups",
    saveBackup: "Save the back-up",
    openBackup: "Choose a back-up of a wallet",
    checkpoints: "Checkpoints",
    openCheckpoints: "Choose the regulators’ checkpoint, or all of a row",
    keyFiles: "Keys",
    openKey: "Choose the file of a secret key",
    networks: "Network files",
    openNetwork: "Choose the network’s file",
    savePdf: "Save as PDF, with its proof beside it",
    openEvidence: "Choose the evidence that the regulators will see",
    saveEverything: "Choose where the folder of everything is made",
  },
  "zh-CN": {
    choose: "选择电表文件",
    tables: "表格",
    all: "所有文件",
    save: "保存表格",
    proofs: "证明",
    saveProof: "保存证明",
    openProof: "选择要核验的证明",
    backups: "备份",
    saveBackup: "保存备份",
    openBackup: "选择钱包备份",
    checkpoints: "检查点",
    openCheckpoints: "选择监管方的检查点，或一整列检查点",
    keyFiles: "密钥",
    openKey: "选择私钥文件",
    networks: "网络文件",
    openNetwork: "选择网络文件",
    savePdf: "存为 PDF，证明一并保存",
    openEvidence: "选择供监管方查看的证据",
    saveEverything: "选择保存全部内容的位置",
  },
} as const;

/** Path of a meter file, or null when nothing was chosen. */
export function chooseMeterFile(window: BrowserWindow | undefined, lang: Lang): Promise<string | null> {
  const { choose, tables } = WORDS[lang];
  return chosen(window, lang, choose, { name: tables, extensions: ["csv", "tsv", "txt", "xml"] });
}

/** Path of one file of a kind, or of any other that the reader prefers; null when nothing was chosen. */
export async function chosen(
  window: BrowserWindow | undefined,
  lang: Lang,
  title: string,
  kind: Electron.FileFilter,
): Promise<string | null> {
  const options: Electron.OpenDialogOptions = {
    title,
    properties: ["openFile"],
    filters: [kind, { name: WORDS[lang].all, extensions: ["*"] }],
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
  // The mark tells spreadsheet programs that the text is UTF-8.
  const path = await saved(window, WORDS[lang].save, plainName(name), "CSV", `\u{feff}${text}`);
  return { saved: path !== null };
}

/** The window's page as a PDF, with a proof beside it. Faults: "file.write", "door.window" without a window. */
export async function saveAsPdf(
  window: BrowserWindow | undefined,
  lang: Lang,
  proof: { readonly name: string; readonly bytes: Uint8Array },
): Promise<SavedPdf> {
  if (!window) throw new FaultError("door.window", {}, "retry");
  return await savePdf(window.webContents, proof, async (name) => {
    const options = {
      title: WORDS[lang].savePdf,
      defaultPath: name,
      filters: [{ name: "PDF", extensions: ["pdf"] }],
    };
    const { canceled, filePath } = await dialog.showSaveDialog(window, options);
    return canceled || !filePath ? null : filePath;
  });
}

/** Name and hash of a file that the reader chooses as evidence. Faults: "file.read", "evidence.tooLarge". */
export async function chooseEvidence(
  window: BrowserWindow | undefined,
  lang: Lang,
): Promise<{ readonly name: string; readonly hash: string } | null> {
  const { openEvidence, all } = WORDS[lang];
  const path = await chosen(window, lang, openEvidence, { name: all, extensions: ["*"] });
  if (path === null) return null;
  return { name: basename(path), hash: toHex(sha256(await readBounded(path, EVIDENCE_BYTES, "evidence.tooLarge"))) };
}

/** Saves a proof where the reader says; the answer names the file, not its folder. */
export async function saveProof(
  window: BrowserWindow | undefined,
  lang: Lang,
  { name, bytes }: { readonly name: string; readonly bytes: Uint8Array },
): Promise<{ saved: string | null }> {
  const { proofs, saveProof: title } = WORDS[lang];
  const path = await saved(window, title, name, proofs, bytes);
  return { saved: path && basename(path) };
}

/** A proof that the reader chooses. Faults: "file.read", "proof.tooLarge" over the size of any proof. */
export async function openProof(
  window: BrowserWindow | undefined,
  lang: Lang,
): Promise<{ readonly name: string; readonly bytes: Uint8Array } | null> {
  const { openProof: title, proofs } = WORDS[lang];
  const path = await chosen(window, lang, title, { name: proofs, extensions: ["watt"] });
  return path === null ? null : { name: basename(path), bytes: await readBounded(path, BUNDLE_LIMITS.bytes) };
}

/** A back-up that the reader chooses. Faults: "file.read", "backup.tooLarge" over the size of any vault. */
export async function openBackup(
  window: BrowserWindow | undefined,
  lang: Lang,
): Promise<{ readonly name: string; readonly bytes: Uint8Array } | null> {
  const { openBackup: title, backups } = WORDS[lang];
  const path = await chosen(window, lang, title, { name: backups, extensions: ["json"] });
  if (path === null) return null;
  return { name: basename(path), bytes: await readBounded(path, VAULT_BYTES_MAX, "backup.tooLarge") };
}

/** The file of a secret key. Faults: "file.read", "key.tooLarge". */
export async function openKeyFile(
  window: BrowserWindow | undefined,
  lang: Lang,
): Promise<{ readonly name: string; readonly bytes: Uint8Array } | null> {
  const { openKey: title, keyFiles } = WORDS[lang];
  const path = await chosen(window, lang, title, { name: keyFiles, extensions: ["txt", "key", "hex"] });
  if (path === null) return null;
  return { name: basename(path), bytes: await readBounded(path, KEY_FILE_BYTES_MAX, "key.tooLarge") };
}

/** Saves a back-up where the reader says and reads it again; its name. Fault: "file.write" also when what is there differs. */
export async function saveBackup(
  window: BrowserWindow | undefined,
  lang: Lang,
  { name, text }: { readonly name: string; readonly text: string },
): Promise<string | null> {
  const { backups, saveBackup: title } = WORDS[lang];
  const path = await saved(window, title, name, backups, text);
  if (path === null) return null;
  const back = await readBounded(path, VAULT_BYTES_MAX, "backup.tooLarge");
  if (Buffer.from(back).toString("utf8") !== text)
    throw new FaultError("file.write", { file: path, why: "readBack" }, "retry");
  return basename(path);
}

/** A folder in which another one is made; null when nothing was chosen. */
export async function chooseFolder(window: BrowserWindow | undefined, lang: Lang): Promise<string | null> {
  const options: Electron.OpenDialogOptions = {
    title: WORDS[lang].saveEverything,
    properties: ["openDirectory", "createDirectory"],
  };
  const { canceled, filePaths } = await (window
    ? dialog.showOpenDialog(window, options)
    : dialog.showOpenDialog(options));
  return canceled ? null : (filePaths[0] ?? null);
}

/** A network file that the reader chooses; null when nothing was chosen. Faults: "file.read", "safe.tooLargeFile". */
export async function chooseNetwork(window: BrowserWindow | undefined, lang: Lang): Promise<Uint8Array | null> {
  const words = WORDS[lang];
  const options: Electron.OpenDialogOptions = {
    title: words.openNetwork,
    properties: ["openFile"],
    filters: [
      { name: words.networks, extensions: ["json"] },
      { name: words.all, extensions: ["*"] },
    ],
  };
  const { canceled, filePaths } = await (window
    ? dialog.showOpenDialog(window, options)
    : dialog.showOpenDialog(options));
  const [path] = filePaths;
  if (canceled || path === undefined) return null;
  return await readBounded(path, NETWORK_LIMITS.bytes, "safe.tooLargeFile");
}

/** Checkpoints that the reader chooses, one or several. Faults: "file.read", "safe.tooLargeFile", "safe.tooManyFiles". */
export async function chooseCheckpoints(
  window: BrowserWindow | undefined,
  lang: Lang,
): Promise<readonly { readonly name: string; readonly bytes: Uint8Array }[] | null> {
  const words = WORDS[lang];
  const options: Electron.OpenDialogOptions = {
    title: words.openCheckpoints,
    properties: ["openFile", "multiSelections"],
    filters: [
      { name: words.checkpoints, extensions: ["json"] },
      { name: words.all, extensions: ["*"] },
    ],
  };
  const { canceled, filePaths } = await (window
    ? dialog.showOpenDialog(window, options)
    : dialog.showOpenDialog(options));
  if (canceled || filePaths.length === 0) return null;
  if (filePaths.length > CHECKPOINTS_MAX)
    throw new FaultError("safe.tooManyFiles", { files: filePaths.length, limit: CHECKPOINTS_MAX }, "correct");
  const read: { name: string; bytes: Uint8Array }[] = [];
  for (const path of filePaths)
    read.push({
      name: basename(path),
      bytes: await readBounded(path, CHECKPOINT_LIMITS.bytes, "safe.tooLargeFile"),
    });
  return read;
}

export async function saved(
  window: BrowserWindow | undefined,
  title: string,
  name: string,
  kind: string,
  data: string | Uint8Array,
): Promise<string | null> {
  const extension = name.slice(name.lastIndexOf(".") + 1);
  const options = { title, defaultPath: name, filters: [{ name: kind, extensions: [extension] }] };
  const { canceled, filePath } = await (window
    ? dialog.showSaveDialog(window, options)
    : dialog.showSaveDialog(options));
  if (canceled || !filePath) return null;
  try {
    await writeAtomic(filePath, data);
    return filePath;
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
