/** Ends what the agent may do on one side of the market. */
import type { AgentState, Policy } from "../../../shared/ipc/agentViews.ts";
import { WithPassphrase } from "./WithPassphrase.tsx";
import { agentWords } from "./words.ts";

export function TurnOff(props: {
  side: Policy["side"];
  state: AgentState;
  back: () => void;
  done: (state: AgentState) => void;
}) {
  const t = agentWords.use();
  return (
    <WithPassphrase
      title={t(`sides.${props.side}`)}
      lead={t("form.stopWhat")}
      act={t("form.stop")}
      policies={() => props.state.policies.filter(({ side }) => side !== props.side)}
      back={props.back}
      done={props.done}
    />
  );
}
