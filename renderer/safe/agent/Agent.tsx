/** The agent's limits, one side of the market beside the other, and every signature that it gave. */
import { Button } from "@mantine/core";
import { useEffect, useState } from "react";
import type { AgentState, Automatic, Policy } from "../../../shared/ipc/agentViews.ts";
import { shortAddress } from "../../parts/AddressStrip.tsx";
import { momentText } from "../../parts/times.ts";
import { useLang } from "../../words/i18n.ts";
import { call } from "../call.ts";
import { faultText } from "../faults.ts";
import { Frame } from "../Frame.tsx";
import { safeWords } from "../words.ts";
import { typedFrom } from "./amount.ts";
import { SetLimits } from "./SetLimits.tsx";
import { TurnOff } from "./TurnOff.tsx";
import { agentWords } from "./words.ts";

type Side = Policy["side"];
type Doing = { readonly what: "set" | "stop"; readonly side: Side };

export function Agent() {
  const t = agentWords.use();
  const safe = safeWords.use();
  const [state, setState] = useState<AgentState>();
  const [doing, setDoing] = useState<Doing>();
  const [problem, setProblem] = useState<unknown>();
  useEffect(() => void call("safe.agentState", {}).then(setState, setProblem), []);
  if (state && doing) {
    const Form = doing.what === "set" ? SetLimits : TurnOff;
    const done = (next: AgentState) => {
      setState(next);
      setDoing(undefined);
    };
    return <Form side={doing.side} state={state} back={() => setDoing(undefined)} done={done} />;
  }
  return (
    <Frame
      title={t("title")}
      lead={<p>{t("lead")}</p>}
      aside={<p role="alert">{problem === undefined ? "" : faultText(safe, problem)}</p>}
      actions={
        <Button size="md" variant="default" onClick={() => void call("safe.agentClose", {})}>
          {t("close")}
        </Button>
      }
    >
      {state && (
        <div className="book">
          {state.damaged !== null && <p role="alert">{t("damaged", { file: state.damaged })}</p>}
          <div className="keys-acts agent-sides">
            {(["sell", "buy"] as const).map((side) => (
              <Limits
                key={side}
                side={side}
                state={state}
                set={() => setDoing({ what: "set", side })}
                stop={() => setDoing({ what: "stop", side })}
              />
            ))}
          </div>
          <section aria-labelledby="agent-signed">
            <h2 id="agent-signed">{t("signed")}</h2>
            {state.signed.length === 0 && <p className="note">{t("none")}</p>}
            <ul>
              {state.signed.map((entry) => (
                <Signed key={entry.id} entry={entry} parties={state.parties} />
              ))}
            </ul>
          </section>
        </div>
      )}
    </Frame>
  );
}

type Parties = AgentState["parties"];
const nameIn = (parties: Parties, address: string): string =>
  parties.find((party) => party.address === address)?.name ?? shortAddress(address);

function Limits(props: { side: Side; state: AgentState; set: () => void; stop: () => void }) {
  const t = agentWords.use();
  const { side, state } = props;
  const policy = state.policies.find((one) => one.side === side);
  const names = policy?.parties.map((address) => nameIn(state.parties, address)).join(", ") ?? "";
  return (
    <section className="sheet" aria-labelledby={`agent-${side}`}>
      <h2 id={`agent-${side}`}>{t(`sides.${side}`)}</h2>
      {policy ? (
        <ul>
          <li>{t(`rule.${side}`, { price: typedFrom(policy.price, 6) })}</li>
          <li>
            {t("rule.once", {
              once: typedFrom(policy.onceWh, 3),
              party: typedFrom(policy.partyWh, 3),
              day: typedFrom(policy.dayWh, 3),
            })}
          </li>
          <li>{t("rule.money", { money: typedFrom(policy.dayMicro, 6) })}</li>
          <li>{t(policy.firm ? "rule.firm" : "rule.noFirm")}</li>
          <li>{t("rule.parties", { names })}</li>
        </ul>
      ) : (
        <p>{t("off")}</p>
      )}
      <div className="agent-acts">
        <Button onClick={props.set}>{t(policy ? "change" : "set")}</Button>
        {policy && <Button onClick={props.stop}>{t("stop")}</Button>}
      </div>
    </section>
  );
}

function Signed({ entry, parties }: { entry: Automatic; parties: Parties }) {
  const t = agentWords.use();
  const lang = useLang();
  // Header seconds are real time: shown by this computer's own zone.
  const here = entry.at - new Date(entry.at * 1000).getTimezoneOffset() * 60;
  return (
    <li>
      <div>
        <span className="note">{momentText(lang, here)}</span>
        <span>
          {t(`entry.${entry.side}`, {
            wh: typedFrom(entry.wh, 3),
            name: nameIn(parties, entry.party),
            price: typedFrom(entry.price, 6),
            micro: typedFrom(entry.micro, 6),
          })}
        </span>
        <span className="addr" title={entry.id}>
          {entry.id.slice(0, 8)}
        </span>
      </div>
    </li>
  );
}
