/** Through which proxy nodes are reached: the system's, none, or one that the reader names. It counts once it is confirmed. */
import { Button, SegmentedControl, TextInput } from "@mantine/core";
import { useState } from "react";
import type { NodesState, ProxyChosen } from "../../../shared/ipc/nodeViews.ts";
import { nodesWords } from "./words.ts";

const KINDS = ["system", "none", "own"] as const;

export function ProxyPart(props: { proxy: NodesState["proxy"]; busy: boolean; choose: (chosen: ProxyChosen) => void }) {
  const t = nodesWords.use();
  const { kind, at } = props.proxy;
  const [chosen, setChosen] = useState<ProxyChosen["kind"]>(kind === "damaged" ? "system" : kind);
  const [typed, setTyped] = useState(at ?? "");
  const isSame = chosen === kind && (chosen !== "own" || typed.trim() === at);
  const use = () => props.choose(chosen === "own" ? { kind: chosen, at: typed.trim() } : { kind: chosen });
  return (
    <section aria-labelledby="nodes-proxy">
      <h2 id="nodes-proxy">{t("proxy.title")}</h2>
      {kind === "damaged" && <p role="alert">{t("proxy.damaged")}</p>}
      <p className="note">{t("proxy.help")}</p>
      <div className="node-add proxy-choice">
        <SegmentedControl<ProxyChosen["kind"]>
          aria-label={t("proxy.title")}
          value={chosen}
          onChange={setChosen}
          data={KINDS.map((value) => ({ value, label: t(`proxy.${value}`) }))}
        />
        {chosen === "own" && (
          <TextInput
            aria-label={t("proxy.address")}
            placeholder="http://192.168.1.1:3128"
            autoComplete="off"
            spellCheck={false}
            maxLength={200}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        )}
        <Button
          variant="default"
          disabled={props.busy || isSame || (chosen === "own" && typed.trim() === "")}
          onClick={use}
        >
          {t("proxy.use")}
        </Button>
      </div>
    </section>
  );
}
