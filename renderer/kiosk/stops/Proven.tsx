/** What a stop shows of the ledger: only once it is proved, and else why not. */
import type { ReactNode } from "react";
import type { StreetLedger } from "../../../shared/ipc/kioskViews.ts";
import type { Proof, Verified } from "../../../shared/ipc/verified.ts";
import { Seal, sealOf } from "../../parts/Seal.tsx";
import { kioskWords } from "../words.ts";

export function Proven(props: {
  ledger: Verified<StreetLedger>;
  children: (value: StreetLedger, seal: ReactNode, proof: Proof) => ReactNode;
}) {
  const t = kioskWords.use();
  const { ledger } = props;
  const seal = <Seal seal={sealOf(ledger)} big />;
  switch (ledger.state) {
    case "verified":
      return props.children(ledger.value, seal, ledger.proof);
    case "waiting":
      return (
        <p className="kiosk-wait">
          {t("waiting")}
          {seal}
        </p>
      );
    case "refused":
      return (
        <p className="kiosk-wait">
          {t("refused")}
          {seal}
        </p>
      );
  }
}
