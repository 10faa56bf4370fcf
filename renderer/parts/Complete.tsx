/** A list carries one seal, in its heading: it is complete, and at which block. */
import type { Proof } from "../../shared/ipc/verified.ts";
import { useLang } from "../words/i18n.ts";
import { whole } from "./figures.ts";
import { Seal } from "./Seal.tsx";
import { partWords } from "./words.ts";

export function Complete({ proof }: { proof: Proof }) {
  const t = partWords.use();
  const lang = useLang();
  return (
    <span className="note complete">
      <Seal seal={{ state: "verified", proof }} lead />
      {t("complete", { height: whole(lang, proof.height) })}
    </span>
  );
}
