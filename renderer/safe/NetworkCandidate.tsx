/** What a network file says, before it is joined: all of it is the file's word, and the fingerprint is what a person compares. */
import { Button } from "@mantine/core";
import type { NetworkCheck } from "../../shared/ipc/networkViews.ts";
import { whole } from "../parts/figures.ts";
import { useLang } from "../words/i18n.ts";
import { Frame } from "./Frame.tsx";
import { networkWords } from "./networkWords.ts";

export type FoundNetwork = NetworkCheck & { verdict: "network" };

export function NetworkCandidate(props: {
  found: FoundNetwork;
  steps: readonly string[];
  at: number;
  /** A link from outside brought it. */
  offered: boolean;
  /** The wallet is on a network already. */
  leaving: boolean;
  busy: boolean;
  problem: string | null;
  back: () => void;
  join: () => void;
}) {
  const t = networkWords.use();
  const lang = useLang();
  const { name, chainId, simulated, anchor, nodes, regulators, cards, fingerprint, serial, signed, joined } =
    props.found;
  return (
    <Frame
      steps={props.steps}
      at={props.at}
      title={t("compareTitle")}
      lead={props.offered ? t("offeredLead") : t("compareLead")}
      aside={<output className="anchor-say">{props.problem ?? (props.busy ? t("joining") : "")}</output>}
      actions={
        <>
          <Button size="md" variant="default" disabled={props.busy} onClick={props.back}>
            {t("back")}
          </Button>
          <Button size="md" variant="filled" disabled={props.busy || joined === "same"} onClick={props.join}>
            {t("join")}
          </Button>
        </>
      }
    >
      <dl className="paths">
        <dt>{t("name")}</dt>
        <dd>{lang === "en" ? name.en : name.zh}</dd>
        <dt>{t("chain")}</dt>
        <dd>{chainId}</dd>
        <dt>{t("kind")}</dt>
        <dd>{simulated ? t("simulated") : t("real")}</dd>
        <dt>{t("fingerprint")}</dt>
        <dd>
          <span className="anchor-hash">
            {fingerprint.match(/.{4}/g)?.map((group, i) => (
              <span key={i}>{group} </span>
            ))}
          </span>
        </dd>
        <dt>{t("signed")}</dt>
        <dd>
          <SignedBy t={t} english={lang === "en"} signed={signed} serial={serial} />
        </dd>
        <dt>{t("anchor")}</dt>
        <dd>
          {whole(lang, anchor.height)}: {anchor.hash}
        </dd>
        <dt>{t("regulators")}</dt>
        <dd>{t("regulatorsValue", { count: regulators })}</dd>
        <dt>{t("nodes")}</dt>
        <dd>
          {nodes.map((node) => (
            <div key={node}>{node}</div>
          ))}
        </dd>
        <dt>{t("cards")}</dt>
        <dd>{cards === 0 ? t("cardsNone") : t("cardsValue", { count: cards })}</dd>
      </dl>
      {joined === "same" ? (
        <p>{t("same")}</p>
      ) : joined === "follows" ? (
        <p>{t("follows")}</p>
      ) : joined === "changed" ? (
        <p>{t("changed")}</p>
      ) : props.leaving ? (
        <p>{t("other")}</p>
      ) : null}
    </Frame>
  );
}

function SignedBy(props: {
  t: ReturnType<typeof networkWords.use>;
  english: boolean;
  signed: FoundNetwork["signed"];
  serial: number | null;
}) {
  const { t, english, signed, serial } = props;
  const { by, of, enough, known } = signed;
  if (by.length === 0) return t("signedNone");
  const said = { count: by.length, of, serial: serial ?? 0 };
  return (
    <>
      <div>{enough ? t(known ? "signedKnown" : "signedOwn", said) : t("signedFew", said)}</div>
      {by.map(({ key, name }) => (
        <div key={key}>{name === null ? key : english ? name.en : name.zh}</div>
      ))}
    </>
  );
}
