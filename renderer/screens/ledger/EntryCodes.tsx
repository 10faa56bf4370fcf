/**
 * Signed entries as a row of QR codes, one after the other in a circle, for a camera of another computer; and the same as text. Whoever
 * asks for less motion turns the codes by hand.
 */
import { Button, Modal, Textarea } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { FaultLine } from "../../frame/Loaded.tsx";
import { frameWords } from "../../frame/words.ts";
import { Code } from "../../parts/Code.tsx";
import { useAct } from "../../store/hooks.ts";
import { ledgerWords } from "./words.ts";

/** How long a code stands, ms: a camera takes several pictures of it. */
const STANDS_MS = 600;
const SMALL = { size: "compact-xs", variant: "subtle", className: "flush" } as const;

/** `id` null: all that are open. */
export function ShowCodes({ id, label, compact = false }: { id: string | null; label: string; compact?: boolean }) {
  const t = ledgerWords.use();
  const close = frameWords.use()("close");
  const take = useAct("outbox.frames");
  const [frames, setFrames] = useState<readonly string[]>();
  return (
    <>
      <Button
        {...(compact && SMALL)}
        loading={take.busy}
        onClick={() => void take.run({ id }).then((taken) => taken && setFrames(taken.frames))}
      >
        {label}
      </Button>
      {take.act.state === "failed" ? <FaultLine fault={take.act.fault} /> : null}
      <Modal
        opened={frames !== undefined}
        onClose={() => setFrames(undefined)}
        title={t("codes.title")}
        size="lg"
        closeButtonProps={{ "aria-label": close }}
      >
        {frames ? <Codes frames={frames} /> : null}
      </Modal>
    </>
  );
}

/** `frames`: at least one. */
export function Codes({ frames }: { frames: readonly string[] }) {
  const t = ledgerWords.use();
  const [at, setAt] = useState(0);
  const [moves, setMoves] = useState(() => frames.length > 1 && !wantsStill());
  const text = useRef<HTMLTextAreaElement>(null);
  const of = frames.length;
  useEffect(() => {
    if (!moves) return;
    const timer = setInterval(() => setAt((now) => (now + 1) % of), STANDS_MS);
    return () => clearInterval(timer);
  }, [moves, of]);
  const turn = (by: number) => {
    setMoves(false);
    setAt((now) => (now + by + of) % of);
  };
  const numbers = { place: at + 1, of };
  return (
    <div className="codes">
      <p className="dim">{t("codes.what")}</p>
      <Code text={frames[at] ?? ""} label={t("codes.label", numbers)} />
      <span className="codes-place tnum">{of > 1 ? t("codes.place", numbers) : t("codes.one")}</span>
      {of > 1 ? (
        <div className="acts">
          <Button onClick={() => turn(-1)}>{t("codes.before")}</Button>
          <Button variant="filled" onClick={() => setMoves(!moves)}>
            {t(moves ? "codes.pause" : "codes.play")}
          </Button>
          <Button onClick={() => turn(1)}>{t("codes.after")}</Button>
        </div>
      ) : null}
      <Textarea
        ref={text}
        mt={16}
        label={t("codes.text")}
        description={t("codes.textHint")}
        readOnly
        rows={4}
        value={frames.join("\n")}
      />
      <div className="acts">
        <Button variant="subtle" onClick={() => text.current?.select()}>
          {t("codes.select")}
        </Button>
      </div>
    </div>
  );
}

const wantsStill = (): boolean => window.matchMedia("(prefers-reduced-motion: reduce)").matches;
