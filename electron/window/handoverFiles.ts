/** Files of a commissioning in the system's own dialogs: requests, answers and reports, and an installer's photograph. */
import { basename } from "node:path";
import type { BrowserWindow } from "electron";
import { HANDOVER_LIMITS } from "../../shared/commissioning/handover.ts";
import { PHOTO_BYTES_MAX } from "../../shared/commissioning/job.ts";
import type { Lang } from "../../shared/ipc/ledgerViews.ts";
import { readBounded } from "./boundedFile.ts";
import { chosen, saved } from "./files.ts";

interface NamedBytes {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const WORDS = {
  en: {
    open: "Choose the file that was handed over",
    save: "Save the file to hand over",
    kind: "Hand-overs",
    photo: "Choose a photograph",
    photos: "Photographs",
  },
  "zh-CN": { open: "选择交接文件", save: "保存交接文件", kind: "交接文件", photo: "选择照片", photos: "照片" },
} as const;

/** Null when nothing was chosen. Faults: "file.read", "jobs.fileTooLarge". */
export async function openHandover(window: BrowserWindow | undefined, lang: Lang): Promise<NamedBytes | null> {
  const { open, kind } = WORDS[lang];
  return await read(await chosen(window, lang, open, { name: kind, extensions: ["watt"] }), HANDOVER_LIMITS.bytes);
}

/** Faults: "file.read", "jobs.fileTooLarge". */
export async function openPhoto(window: BrowserWindow | undefined, lang: Lang): Promise<NamedBytes | null> {
  const { photo, photos } = WORDS[lang];
  return await read(
    await chosen(window, lang, photo, { name: photos, extensions: ["jpg", "jpeg", "png", "webp", "heic"] }),
    PHOTO_BYTES_MAX,
  );
}

/** Its name without a folder. Fault: "file.write". */
export async function saveHandover(
  window: BrowserWindow | undefined,
  lang: Lang,
  { name, bytes }: NamedBytes,
): Promise<{ saved: string | null }> {
  const path = await saved(window, WORDS[lang].save, name, WORDS[lang].kind, bytes);
  return { saved: path && basename(path) };
}

async function read(path: string | null, most: number): Promise<NamedBytes | null> {
  return path === null ? null : { name: basename(path), bytes: await readBounded(path, most, "jobs.fileTooLarge") };
}
