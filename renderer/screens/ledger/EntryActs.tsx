/** What the reader can do with one entry of the outbox: the main process says which acts an entry has. */
import { Button } from "@mantine/core";
import type { OutboxAct, OutboxEntry } from "../../../shared/ipc/ledgerViews.ts";
import { FaultLine } from "../../frame/Loaded.tsx";
import { useWatched } from "../../frame/watched.ts";
import { SaveProof } from "../../parts/SaveProof.tsx";
import { say, sayOutcome } from "../../store/app.ts";
import { useAct } from "../../store/hooks.ts";
import { ShowCodes } from "./EntryCodes.tsx";
import { ledgerWords } from "./words.ts";

/** Those that go through the signing window. */
const SIGNS = { sign: "sign.draft", again: "sign.again", revoke: "sign.revoke" } as const;
const WRITES = { discard: "outbox.discard", withdraw: "outbox.withdraw" } as const;

export function EntryActs({ entry }: { entry: OutboxEntry }) {
  return (
    <>
      {entry.acts.map((act) => (
        <EntryAct key={act} act={act} id={entry.id} />
      ))}
    </>
  );
}

function EntryAct({ act, id }: { act: OutboxAct; id: string }) {
  const t = ledgerWords.use();
  switch (act) {
    case "sign":
    case "again":
    case "revoke":
      return <SignAct method={SIGNS[act]} id={id} label={t(`acts.${act}`)} />;
    case "discard":
    case "withdraw":
      return <WriteAct method={WRITES[act]} id={id} label={t(`acts.${act}`)} />;
    case "export":
      return (
        <>
          <SaveEntries id={id} label={t("acts.export")} compact />
          <ShowCodes id={id} label={t("acts.codes")} compact />
        </>
      );
    case "proof":
      return <SaveProof subject={{ what: "transaction", id }} label={t("saveEntry")} compact />;
  }
}

const SMALL = { size: "compact-xs", variant: "subtle", className: "flush" } as const;

function SignAct({ method, id, label }: { method: (typeof SIGNS)[keyof typeof SIGNS]; id: string; label: string }) {
  const sign = useAct(method);
  const watched = useWatched();
  return (
    <>
      <Button
        {...SMALL}
        loading={sign.busy}
        {...watched}
        onClick={() => void sign.run({ id }).then((answer) => answer && sayOutcome(answer))}
      >
        {label}
      </Button>
      {sign.act.state === "failed" ? <FaultLine fault={sign.act.fault} /> : null}
    </>
  );
}

function WriteAct({ method, id, label }: { method: (typeof WRITES)[keyof typeof WRITES]; id: string; label: string }) {
  const write = useAct(method);
  return (
    <>
      <Button {...SMALL} loading={write.busy} onClick={() => void write.run({ id })}>
        {label}
      </Button>
      {write.act.state === "failed" ? <FaultLine fault={write.act.fault} /> : null}
    </>
  );
}

/** `id` null: all that are open. */
export function SaveEntries({ id, label, compact = false }: { id: string | null; label: string; compact?: boolean }) {
  const save = useAct("outbox.save");
  return (
    <>
      <Button
        {...(compact && SMALL)}
        loading={save.busy}
        onClick={() =>
          void save.run({ id }).then((done) => done?.saved != null && say({ kind: "saved", name: done.saved }))
        }
      >
        {label}
      </Button>
      {save.act.state === "failed" ? <FaultLine fault={save.act.fault} /> : null}
    </>
  );
}
