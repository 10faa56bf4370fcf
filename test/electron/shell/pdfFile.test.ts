/** A statement on paper goes with its proof: both are written under one name, nothing that was there is lost, and leaving the dialog writes nothing. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { savePdf } from "../../../electron/window/pdfFile.ts";
import { temporaryFolder } from "../../temporaryFolder.ts";

const proof = { name: "wattlight-statement-ab12-block-7.watt", bytes: Uint8Array.of(1, 2, 3) };
const page = { printToPDF: () => Promise.resolve(Uint8Array.of(37, 80, 68, 70)) };

test("PDF and proof lie beside each other, the proof never over another one", async () => {
  const folder = temporaryFolder();
  const asked: string[] = [];
  const ask = (name: string) => {
    asked.push(name);
    return Promise.resolve(join(folder, name));
  };
  const first = await savePdf(page, proof, ask);
  expect(asked).toEqual(["wattlight-statement-ab12-block-7.pdf"]);
  expect(first).toEqual({ saved: asked[0], proof: "wattlight-statement-ab12-block-7.watt" });
  expect([...readFileSync(join(folder, first.saved ?? ""))]).toEqual([37, 80, 68, 70]);
  expect([...readFileSync(join(folder, first.proof ?? ""))]).toEqual([1, 2, 3]);
  const again = await savePdf(page, { ...proof, bytes: Uint8Array.of(9) }, ask);
  expect(again.proof).toBe("wattlight-statement-ab12-block-7-2.watt");
  expect([...readFileSync(join(folder, first.proof ?? ""))]).toEqual([1, 2, 3]);
  expect([...readFileSync(join(folder, again.proof ?? ""))]).toEqual([9]);
});

test("a dialog that was left writes nothing; a folder that cannot be written to is named", async () => {
  const folder = temporaryFolder();
  expect(await savePdf(page, proof, () => Promise.resolve(null))).toEqual({ saved: null, proof: null });
  expect(readdirSync(folder)).toEqual([]);
  writeFileSync(join(folder, "file"), "");
  await expect(savePdf(page, proof, () => Promise.resolve(join(folder, "file", "a.pdf")))).rejects.toMatchObject({
    fault: { code: "file.write" },
  });
});
