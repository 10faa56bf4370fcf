/** The kiosk: the street, the tour over it, and the staff's PIN behind a long touch of the mark. Whoever walks away leaves it as it was. */
import { useRef, useState } from "react";
import type { KioskStart } from "../../shared/ipc/kioskViews.ts";
import { Look } from "../look/Look.tsx";
import { LanguageSwitch } from "../parts/LanguageSwitch.tsx";
import { Mark } from "../parts/Mark.tsx";
import { pointed, Seal, sealOf } from "../parts/Seal.tsx";
import { whole } from "../parts/figures.ts";
import { useStreet } from "./answers.ts";
import { useIdle } from "./idle.ts";
import { PinPad } from "./PinPad.tsx";
import { StreetScreen } from "./StreetScreen.tsx";
import { STOPS, Tour } from "./Tour.tsx";
import { kioskWords } from "./words.ts";

const HOLD_MS = 3_000;
type Where = { readonly at: "street" } | { readonly at: "tour"; readonly stop: number } | { readonly at: "pin" };
const STREET: Where = { at: "street" };

export function Kiosk({ start }: { start: KioskStart }) {
  const [pin, setPin] = useState(start.pin);
  const [lang, setLang] = useState(start.lang);
  const [home, setHome] = useState(start.lang);
  const [where, setWhere] = useState<Where>(STREET);
  const street = useStreet();
  const t = kioskWords.use();
  const holding = useRef<ReturnType<typeof setTimeout>>(undefined);
  useIdle(() => {
    setWhere(STREET);
    setLang(home);
    pointed.setState({ seal: null }, true);
  });
  const hold = (): void => {
    clearTimeout(holding.current);
    holding.current = setTimeout(() => setWhere({ at: "pin" }), HOLD_MS);
  };
  const letGo = (): void => clearTimeout(holding.current);
  const { ledger } = street;
  return (
    <Look lang={lang} theme={start.theme}>
      <div className="kiosk">
        <header className="kiosk-head">
          <div className="kiosk-mark" onPointerDown={hold} onPointerUp={letGo} onPointerLeave={letGo}>
            <Mark size={48} />
            <b>Wattlight</b>
          </div>
          <div className="kiosk-side">
            <span className="dim">
              {ledger.state === "verified"
                ? t("street", { height: whole(lang, ledger.proof.height) })
                : t("connecting")}
              <Seal seal={sealOf(ledger)} big />
            </span>
            <LanguageSwitch value={lang} onChange={setLang} />
          </div>
        </header>
        {pin === "missing" ? (
          <PinPad
            purpose="set"
            lang={lang}
            done={() => {
              setPin("set");
              setHome(lang);
            }}
          />
        ) : where.at === "pin" ? (
          <PinPad purpose={pin === "damaged" ? "damaged" : "leave"} lang={lang} done={() => setWhere(STREET)} />
        ) : where.at === "tour" ? (
          <Tour
            stop={where.stop}
            street={street}
            lang={lang}
            go={(stop) => setWhere(stop < 0 || stop >= STOPS.length ? STREET : { at: "tour", stop })}
          />
        ) : (
          <StreetScreen street={street} lang={lang} go={() => setWhere({ at: "tour", stop: 0 })} />
        )}
      </div>
    </Look>
  );
}
