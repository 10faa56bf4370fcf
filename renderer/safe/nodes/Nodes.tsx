/** The nodes of the network that is joined, in the order in which they are asked, with what each answered last; and the ways to change it. */
import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useEffect, useState } from "react";
import type { NodesState } from "../../../shared/ipc/nodeViews.ts";
import { whole } from "../../parts/figures.ts";
import { wallText } from "../../parts/times.ts";
import { useLang } from "../../words/i18n.ts";
import { call, onChanged } from "../call.ts";
import { Frame } from "../Frame.tsx";
import { safeWords } from "../words.ts";
import { nodesFault } from "./faults.ts";
import { nodesWords } from "./words.ts";

type Listed = NodesState["nodes"][number];

export function Nodes() {
  const t = nodesWords.use();
  const safe = safeWords.use();
  const lang = useLang();
  const [state, setState] = useState<NodesState>();
  const [typed, setTyped] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  useEffect(() => {
    const look = () => void call("safe.nodesState", {}).then(setState, setProblem);
    look();
    return onChanged((topic) => topic === "status" && look());
  }, []);
  const run = (change: Promise<NodesState>): void => {
    setBusy(true);
    setProblem(undefined);
    void change.then(setState, setProblem).finally(() => setBusy(false));
  };
  const add = (event: FormEvent) => {
    event.preventDefault();
    const adding = async () => {
      const next = await call("safe.nodeAdd", { url: typed.trim() });
      setTyped("");
      return next;
    };
    run(adding());
  };
  const fixed = state === undefined || state.builtIn || state.network === null;
  return (
    <form onSubmit={add}>
      <Frame
        title={t("title")}
        lead={<p>{t("lead")}</p>}
        aside={<p role="alert">{problem === undefined ? "" : nodesFault(t, safe, problem)}</p>}
        actions={
          <Button size="md" variant="default" onClick={() => void call("safe.nodesClose", {})}>
            {t("close")}
          </Button>
        }
      >
        {state && (
          <div className="book">
            <section aria-labelledby="nodes-list">
              <h2 id="nodes-list">
                {state.network === null
                  ? t("noNetwork")
                  : t("list", { network: lang === "en" ? state.network.en : state.network.zh })}
              </h2>
              {state.builtIn && <p className="note">{t("builtIn")}</p>}
              <ol className="nodes">
                {state.nodes.map((node, at) => (
                  <Row
                    key={node.url}
                    node={node}
                    fixed={fixed || busy}
                    first={at === 0}
                    last={at === state.nodes.length - 1}
                    move={(by) => run(call("safe.nodeMove", { url: node.url, by }))}
                    remove={() => run(call("safe.nodeRemove", { url: node.url }))}
                  />
                ))}
              </ol>
            </section>
            {!fixed && (
              <div className="node-add">
                <TextInput
                  label={t("address")}
                  description={t("addressHelp")}
                  autoComplete="off"
                  spellCheck={false}
                  maxLength={200}
                  value={typed}
                  onChange={(event) => setTyped(event.currentTarget.value)}
                />
                <Button type="submit" variant="filled" disabled={busy || typed.trim() === ""}>
                  {t("add")}
                </Button>
              </div>
            )}
          </div>
        )}
      </Frame>
    </form>
  );
}

function Row(props: {
  node: Listed;
  fixed: boolean;
  first: boolean;
  last: boolean;
  move: (by: "up" | "down") => void;
  remove: () => void;
}) {
  const t = nodesWords.use();
  const lang = useLang();
  const [sure, setSure] = useState(false);
  const { url, own, health } = props.node;
  return (
    <li>
      <div>
        <b className="b">{url}</b>
        <span className="note">{t(own ? "own" : "ofFile")}</span>
        <p className="note">
          {healthText(t, health)}
          {" · "}
          {health?.answeredAt == null
            ? t("answeredNever")
            : t("answered", { time: wallText(lang, health.answeredAt, "second") })}
          {health?.height == null ? "" : ` · ${t("height", { height: whole(lang, health.height) })}`}
        </p>
        {sure && <p role="alert">{t("removeSure", { url })}</p>}
      </div>
      {sure ? (
        <>
          <Button onClick={() => setSure(false)}>{t("cancel")}</Button>
          <Button disabled={props.fixed} onClick={props.remove}>
            {t("removeYes")}
          </Button>
        </>
      ) : (
        <>
          <Button
            aria-label={`${t("up")} ${url}`}
            disabled={props.fixed || props.first}
            onClick={() => props.move("up")}
          >
            ↑
          </Button>
          <Button
            aria-label={`${t("down")} ${url}`}
            disabled={props.fixed || props.last}
            onClick={() => props.move("down")}
          >
            ↓
          </Button>
          {own && (
            <Button disabled={props.fixed} onClick={() => setSure(true)}>
              {t("remove")}
            </Button>
          )}
        </>
      )}
    </li>
  );
}

/** Why is a word of ours (a fault's kind or a rule), never a node's text. */
function healthText(t: ReturnType<typeof nodesWords.use>, health: Listed["health"]): string {
  if (health === null || (health.state === "ok" && health.answeredAt === null)) return t("health.none");
  if (health.why === "pin" || health.why === "remembered" || health.why === "garbage") return t(`health.${health.why}`);
  return t(`health.${health.state}`, { why: health.why ?? "" });
}
