/** The wallet: settings decide language and theme, the address decides the screen, the proof drawer lies over all. */
import { Button, Drawer } from "@mantine/core";
import { Component, lazy, type ReactNode, Suspense, useEffect } from "react";
import { useStore } from "zustand";
import { Look } from "../look/Look.tsx";
import { ProofPanel } from "../parts/ProofPanel.tsx";
import { officesOf } from "../screens/office/places.ts";
import { Overview } from "../screens/overview/Overview.tsx";
import { app, openProof, type Route } from "../store/app.ts";
import { useRead } from "../store/hooks.ts";
import { useHome } from "./market.ts";
import { frameWords } from "./words.ts";
import { Loading } from "./Loaded.tsx";
import { Notices } from "./Notices.tsx";
import { Rail } from "./Rail.tsx";
import { Screen } from "./Screen.tsx";

const Energy = lazy(() => import("../screens/energy/Energy.tsx"));
const Devices = lazy(() => import("../screens/devices/Devices.tsx"));
const Market = lazy(() => import("../screens/market/Market.tsx"));
const Contracts = lazy(() => import("../screens/contracts/Contracts.tsx"));
const ContractScreen = lazy(() => import("../screens/contracts/ContractScreen.tsx"));
const Money = lazy(() => import("../screens/money/Money.tsx"));
const Ledger = lazy(() => import("../screens/ledger/Ledger.tsx"));
const Office = lazy(() => import("../screens/office/Office.tsx"));
const Account = lazy(() => import("../screens/account/Account.tsx"));

export function App() {
  const settings = useRead("settings.get", {});
  // Nothing is drawn in a language or theme that the reader did not choose.
  if (settings.state === "loading") return null;
  const { lang, theme } =
    settings.state === "ready" ? settings.value : { lang: "en" as const, theme: "system" as const };
  return (
    <Look lang={lang} theme={theme} onProof={openProof}>
      <Frame />
    </Look>
  );
}

function Frame() {
  const t = frameWords.use();
  const route = useStore(app, (state) => state.route);
  useEffect(() => {
    document.title = `${t(route.place)} – Wattlight`;
    document.getElementById("screen")?.scrollTo(0, 0);
  }, [route, t]);
  return (
    <>
      <a className="skip" href="#screen" onClick={skip}>
        {t("skip")}
      </a>
      <div className="app">
        <Rail />
        <Guard key={route.place === "contracts" ? `contracts/${route.rest}` : route.place}>
          <Suspense fallback={<Outline />}>
            <Shown route={route} />
          </Suspense>
        </Guard>
        <Notices />
      </div>
      <ProofDrawer />
    </>
  );
}

const skip = (event: React.MouseEvent) => {
  event.preventDefault();
  document.getElementById("screen")?.focus();
};

/** While a screen's code is loading the rail stays where it is. */
const Outline = () => (
  <Screen>
    <Loading />
  </Screen>
);

function Shown({ route }: { route: Route }) {
  switch (route.place) {
    case "overview":
      return <Start />;
    case "energy":
      return route.rest === "devices" ? <Devices /> : <Energy />;
    case "market":
      return <Market />;
    case "contracts":
      return route.rest ? <ContractScreen id={route.rest} /> : <Contracts />;
    case "money":
      return <Money />;
    case "ledger":
      return <Ledger />;
    case "account":
      return <Account />;
    case "office":
      return <Office page={route.rest} />;
  }
}

/** An office begins at its desk, everybody else at the overview; until the role is proved it is the overview. */
function Start() {
  const roles = useHome()?.roles ?? [];
  return officesOf(roles).length > 0 ? <Office page={null} /> : <Overview />;
}

function ProofDrawer() {
  const t = frameWords.use();
  const proof = useStore(app, (state) => state.proof);
  return (
    <Drawer
      opened={proof !== null}
      onClose={() => openProof(null)}
      position="right"
      size={400}
      title={t("proofTitle")}
      closeButtonProps={{ "aria-label": t("close") }}
    >
      {proof ? <ProofPanel proof={proof} /> : null}
    </Drawer>
  );
}

/** A screen that throws must not take the window with it. */
class Guard extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };
  static getDerivedStateFromError() {
    return { failed: true };
  }
  override render() {
    return this.state.failed ? <Crashed onAgain={() => this.setState({ failed: false })} /> : this.props.children;
  }
}

function Crashed({ onAgain }: { onAgain: () => void }) {
  const t = frameWords.use();
  return (
    <Screen>
      <p role="alert">{t("crashed")}</p>
      <Button onClick={onAgain} mt={16}>
        {t("again")}
      </Button>
    </Screen>
  );
}
