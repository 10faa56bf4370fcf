/** What the wallet's window shows, as a PDF where the reader says, and the proof file beside it under the same name. */
import { basename, dirname, join } from "node:path";
import { access } from "node:fs/promises";
import { FaultError } from "../../shared/ipc/fault.ts";
import { codeOf, writeAtomic } from "../vault/atomicFile.ts";

export interface Page {
  /** A4, with the marks that are drawn as backgrounds. */
  printToPDF(options: {
    readonly pageSize: "A4";
    readonly printBackground: boolean;
    readonly margins: { readonly top: number; readonly bottom: number; readonly left: number; readonly right: number };
  }): Promise<Uint8Array>;
}

/** Inches. */
const MARGIN = 0.6;

export interface SavedPdf {
  /** Names of the two files, without their folder; null when the dialog was left. */
  readonly saved: string | null;
  readonly proof: string | null;
}

/**
 * `ask` opens the system's dialog with a proposed name and gives the path, or null. A proof file of the same name that is there already
 * stays: the new one gets a number. Fault: "file.write" {file, why}.
 */
export async function savePdf(
  page: Page,
  proof: { readonly name: string; readonly bytes: Uint8Array },
  ask: (name: string) => Promise<string | null>,
): Promise<SavedPdf> {
  const pdf = await page.printToPDF({
    pageSize: "A4",
    printBackground: true,
    margins: { top: MARGIN, bottom: MARGIN, left: MARGIN, right: MARGIN },
  });
  const path = await ask(`${proof.name.replace(/\.watt$/, "")}.pdf`);
  if (path === null) return { saved: null, proof: null };
  const stem = basename(path).replace(/\.pdf$/i, "");
  const beside = await freeName(dirname(path), stem);
  // The proof first: a statement without it would claim what nobody can check.
  await written(join(dirname(path), beside), proof.bytes);
  await written(path, pdf);
  return { saved: basename(path), proof: beside };
}

async function written(path: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeAtomic(path, bytes);
  } catch (error) {
    throw new FaultError("file.write", { file: path, why: codeOf(error) ?? "unknown" }, "retry");
  }
}

async function freeName(folder: string, stem: string): Promise<string> {
  for (let n = 1; ; n++) {
    const name = n === 1 ? `${stem}.watt` : `${stem}-${n}.watt`;
    const isThere = await access(join(folder, name)).then(
      () => true,
      () => false,
    );
    if (!isThere) return name;
  }
}
