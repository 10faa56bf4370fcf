/** The last notice, in a strip of its own below the screen so that it covers no figure. What was signed is told as it stands by now. */
import { Button } from "@mantine/core";
import { useEffect } from "react";
import { useStore } from "zustand";
import type { OutboxEntry } from "../../shared/ipc/ledgerViews.ts";
import { whole } from "../parts/figures.ts";
import { app, hrefOf, type Notice, say } from "../store/app.ts";
import { useRead } from "../store/hooks.ts";
import { useLang } from "../words/i18n.ts";
import { frameWords } from "./words.ts";

/** How long a notice stays after the last thing that happened to it, ms. */
const STAYS_MS = 8000;

export function Notices() {
  const notice = useStore(app, (state) => state.notice);
  return <output className="notices">{notice ? <Line notice={notice} /> : null}</output>;
}

function Line({ notice }: { notice: Notice }) {
  const t = frameWords.use();
  const { stage, values } = useStage(notice);
  useEffect(() => {
    const timer = setTimeout(() => say(null), STAYS_MS);
    return () => clearTimeout(timer);
  }, [notice, stage]);
  return (
    <p className="notice">
      <span>{t(`notice.${stage}`, values)}</span>
      {notice.kind === "signed" ? <a href={hrefOf("ledger", notice.id)}>{t("showOutbox")}</a> : null}
      <Button variant="transparent" onClick={() => say(null)}>
        {t("close")}
      </Button>
    </p>
  );
}

function useStage(notice: Notice) {
  const lang = useLang();
  const outbox = useRead("outbox.list", {});
  const status = useRead("status.get", {});
  if (notice.kind === "saved") return { stage: "saved", values: { name: notice.name } } as const;
  if (notice.kind === "declined") return { stage: "declined", values: {} } as const;
  const entry = outbox.state === "ready" ? outbox.value.find((one) => one.id === notice.id) : undefined;
  const isOnline = status.state === "ready" && status.value.link === "online";
  const height = entry?.height == null ? "–" : whole(lang, entry.height);
  return { stage: stageOf(entry, isOnline), values: { height } } as const;
}

/** Before the outbox has been read again, all that is known is that it was signed. */
function stageOf(entry: OutboxEntry | undefined, isOnline: boolean) {
  if (entry?.nodeRefusal) return "notTaken";
  switch (entry?.state) {
    case "sent":
    case "committed":
    case "refused":
    case "expired":
      return entry.state;
    // Withdrawn: the outbox says what became of it.
    case "withdrawn":
      return "withdrawn";
    case "draft":
    case "signed":
    case undefined:
      return isOnline ? "sending" : "signed";
  }
}
