/** Ten large digits: sets the PIN of a new kiosk, or leaves with it. Digits are never shown, only how many there are. */
import { useEffect, useState } from "react";
import type { Lang } from "../../shared/ipc/ledgerViews.ts";
import { call } from "../store/client.ts";
import { kioskWords } from "./words.ts";

type Purpose = "set" | "leave" | "damaged";
type Said = "repeat" | "differs" | "short" | "wrong" | "failed" | "there" | "leaving" | undefined;
const LEAST = 6;
const MOST = 12;

export function PinPad({ purpose, lang, done }: { purpose: Purpose; lang: Lang; done: () => void }) {
  const t = kioskWords.use();
  const [digits, setDigits] = useState("");
  const [first, setFirst] = useState<string>();
  const [said, setSaid] = useState<Said>();
  const [until, setUntil] = useState(0);
  const [busy, setBusy] = useState(false);
  const left = useSecondsTo(until);

  const press = (digit: string): void => {
    setSaid((now) => (now === "repeat" ? now : undefined));
    setDigits((before) => (before.length < MOST ? before + digit : before));
  };
  const set = async (): Promise<void> => {
    if (first === undefined) {
      setFirst(digits);
      setDigits("");
      return setSaid("repeat");
    }
    if (first !== digits) {
      setFirst(undefined);
      setDigits("");
      return setSaid("differs");
    }
    const heard = await call("kiosk.setPin", { pin: digits, lang });
    if (heard.ok) return done();
    setFirst(undefined);
    setDigits("");
    setSaid(heard.error.code === "kiosk.pinSet" ? "there" : "failed");
  };
  const leave = async (): Promise<void> => {
    const heard = await call("kiosk.leave", { pin: digits });
    setDigits("");
    if (!heard.ok) return setSaid("failed");
    if (heard.value.answer === "leaving") return setSaid("leaving");
    setUntil(heard.value.until);
    setSaid("wrong");
  };
  const enter = async (): Promise<void> => {
    if (digits.length < LEAST) return setSaid("short");
    setBusy(true);
    await (purpose === "set" ? set() : leave());
    setBusy(false);
  };

  if (purpose === "damaged")
    return (
      <main className="kiosk-pin">
        <h1>{t("pin.title")}</h1>
        <p className="kiosk-say">{t("pin.damaged")}</p>
        <button type="button" className="kiosk-plain" onClick={done}>
          {t("pin.cancel")}
        </button>
      </main>
    );
  const off = busy || left > 0;
  return (
    <main className="kiosk-pin">
      <h1>{t(purpose === "set" ? "pin.missingTitle" : "pin.title")}</h1>
      <p className="kiosk-say">{t(purpose === "set" ? "pin.missingText" : "pin.text")}</p>
      <div className="kiosk-dots" role="img" aria-label={t("pin.digits", { count: digits.length })}>
        {Array.from({ length: MOST }, (_, i) => (
          <i key={i} className={i < digits.length ? "on" : ""} />
        ))}
      </div>
      <p className="kiosk-said" role="status">
        {left > 0 ? t("pin.wait", { seconds: left }) : said ? t(`pin.${said}`) : ""}
      </p>
      <div className="kiosk-keys">
        {["1", "2", "3", "4", "5", "6", "7", "8", "9", "", "0"].map((digit) =>
          digit === "" ? (
            <button key="erase" type="button" disabled={off} onClick={() => setDigits(digits.slice(0, -1))}>
              {t("pin.erase")}
            </button>
          ) : (
            <button key={digit} type="button" disabled={off} onClick={() => press(digit)}>
              {digit}
            </button>
          ),
        )}
        <button type="button" className="kiosk-go" disabled={off} onClick={() => void enter()}>
          {t("pin.enter")}
        </button>
      </div>
      {purpose === "leave" && (
        <button type="button" className="kiosk-plain" onClick={done}>
          {t("pin.cancel")}
        </button>
      )}
    </main>
  );
}

/** Whole seconds until an epoch ms; 0 when it is past. */
function useSecondsTo(until: number): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (until <= Date.now()) return;
    const timer = setInterval(() => setNow(Date.now()), 250);
    return () => clearInterval(timer);
  }, [until]);
  return Math.max(0, Math.ceil((until - now) / 1000));
}
