/** Who regulates, and how many of them decide. */
import type { StopProps } from "./stopProps.ts";
import { kioskWords } from "../words.ts";
import { Proven } from "./Proven.tsx";

export function RuleStop({ street, lang }: StopProps) {
  const t = kioskWords.use();
  return (
    <Proven ledger={street.ledger}>
      {({ regulators, quorum, contract }, seal) => (
        <>
          <ul className="kiosk-regulators">
            {regulators.map(({ id, name }) => (
              <li key={id}>{name?.[lang === "en" ? "en" : "zh"] ?? id}</li>
            ))}
          </ul>
          <p>
            {t("tour.rule.quorum", { quorum, of: regulators.length })}
            {seal}
          </p>
          {contract && (
            <p>
              {t("tour.rule.rules", { rules: contract.rules })}
              {seal}
            </p>
          )}
        </>
      )}
    </Proven>
  );
}
