/** What will be trusted from here on: chain, block, time and the whole hash in groups of four. A typed one asks for the comparison first. */
import { Button, Checkbox } from "@mantine/core";
import { useState } from "react";
import type { AnchorCheck } from "../../shared/ipc/anchorViews.ts";
import { whole } from "../parts/figures.ts";
import { wallText } from "../parts/times.ts";
import { useLang } from "../words/i18n.ts";
import { anchorWords } from "./anchorWords.ts";
import { Frame } from "./Frame.tsx";

export type Candidate = AnchorCheck & { verdict: "candidate" };

export function AnchorCandidate(props: {
  found: Candidate;
  steps: readonly string[];
  busy: boolean;
  back: () => void;
  confirm: () => void;
}) {
  const t = anchorWords.use();
  const lang = useLang();
  const [compared, setCompared] = useState(false);
  const { by, chainId, height, hash, time, regulators } = props.found;
  return (
    <Frame
      steps={props.steps}
      at={1}
      title={t("confirmTitle")}
      lead={regulators ? t("confirmCheckpoint", regulators) : t("confirmTyped")}
      aside={
        <Button size="md" variant="default" onClick={props.back}>
          {t("back")}
        </Button>
      }
      actions={
        <Button
          size="md"
          variant="filled"
          disabled={props.busy || (by === "fingerprint" && !compared)}
          onClick={props.confirm}
        >
          {t("confirm")}
        </Button>
      }
    >
      <dl className="paths">
        <dt>{t("chain")}</dt>
        <dd>{chainId}</dd>
        <dt>{t("block")}</dt>
        <dd>{whole(lang, height)}</dd>
        <dt>{t("time")}</dt>
        <dd>{time === null ? t("timeUnknown") : wallText(lang, time)}</dd>
        <dt>{t("hashLabel")}</dt>
        <dd>
          <span className="anchor-hash">
            {hash.match(/.{4}/g)?.map((group, i) => (
              <span key={i}>{group} </span>
            ))}
          </span>
        </dd>
      </dl>
      {by === "fingerprint" && (
        <Checkbox
          className="anchor-compared"
          label={t("compared")}
          checked={compared}
          onChange={(event) => setCompared(event.currentTarget.checked)}
        />
      )}
    </Frame>
  );
}
