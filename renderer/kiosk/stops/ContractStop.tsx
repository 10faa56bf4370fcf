/** The plain words of a contract that runs now: what both sides signed. */
import type { StopProps } from "./stopProps.ts";
import { kioskWords } from "../words.ts";
import { Proven } from "./Proven.tsx";

export function ContractStop({ street, lang }: StopProps) {
  const t = kioskWords.use();
  return (
    <Proven ledger={street.ledger}>
      {({ contract }, seal) => {
        if (!contract) return <p className="kiosk-wait">{t("tour.contract.none")}</p>;
        const [lead, ...clauses] = lang === "en" ? contract.en : contract.zh;
        return (
          <article className="kiosk-contract">
            <p className="kiosk-lead">
              {lead}
              {seal}
            </p>
            <ol>
              {clauses.map((clause, i) => (
                <li key={i}>{clause}</li>
              ))}
            </ol>
          </article>
        );
      }}
    </Proven>
  );
}
