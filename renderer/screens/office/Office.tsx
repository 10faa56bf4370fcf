/** The places of an office; which there are follows from the account's roles on the ledger. */
import { useHome } from "../../frame/market.ts";
import { Screen } from "../../frame/Screen.tsx";
import { useRead } from "../../store/hooks.ts";
import { LoadedSealed } from "../../frame/Loaded.tsx";
import { Balance } from "./Balance.tsx";
import { Decisions } from "./Decisions.tsx";
import { Disputes } from "./Disputes.tsx";
import { Health } from "./Health.tsx";
import { Meters } from "./Meters.tsx";
import { Signals } from "./Signals.tsx";
import { Tariffs } from "./Tariffs.tsx";
import { Rules } from "./Rules.tsx";
import { Parties } from "./Parties.tsx";
import { officesOf, pageNamed, pagesOf } from "./places.ts";
import { officeWords } from "./words.ts";
import "../contracts/contracts.css";
import "./office.css";

export default function Office({ page }: { page: string | null }) {
  const t = officeWords.use();
  const home = useHome();
  const read = useRead("home.get", {});
  if (!home)
    return (
      <Screen>
        <LoadedSealed of={read}>{() => null}</LoadedSealed>
      </Screen>
    );
  const pages = pagesOf(officesOf(home.roles));
  if (pages.length === 0)
    return (
      <Screen>
        <p className="dim empty">{t("none")}</p>
      </Screen>
    );
  switch (pageNamed(page, pages)) {
    case "decisions":
      return <Decisions />;
    case "parties":
      return <Parties />;
    case "disputes":
      return <Disputes />;
    case "rules":
      return <Rules />;
    case "health":
      return <Health />;
    case "signals":
      return <Signals />;
    case "meters":
      return <Meters />;
    case "tariffs":
      return <Tariffs />;
    case "balance":
      return <Balance />;
  }
}
