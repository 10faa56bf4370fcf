/** The kiosk's two questions, asked again and again: what the meters have, and what the ledger proves. */
import { useEffect, useState } from "react";
import type { StreetLedger, StreetMeters } from "../../shared/ipc/kioskViews.ts";
import type { Verified } from "../../shared/ipc/verified.ts";
import { call } from "../store/client.ts";

const EVERY_MS = 5_000;

export interface Street {
  readonly meters: StreetMeters | null;
  readonly ledger: Verified<StreetLedger>;
}
const NOTHING: Street = { meters: null, ledger: { state: "waiting", why: "connecting" } };

export function useStreet(): Street {
  const [street, setStreet] = useState(NOTHING);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let gone = false;
    const ask = async (): Promise<void> => {
      const [meters, ledger] = await Promise.all([call("kiosk.meters", {}), call("kiosk.ledger", {})]);
      if (gone) return;
      setStreet({
        meters: meters.ok ? meters.value : null,
        ledger: ledger.ok ? ledger.value : { state: "waiting", why: "connecting" },
      });
      timer = setTimeout(() => void ask(), EVERY_MS);
    };
    void ask();
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, []);
  return street;
}
