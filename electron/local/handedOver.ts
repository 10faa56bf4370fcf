/**
 * An installer's hand-over as the owner's wallet, or a regulator's, takes it: checked by itself, then against the network, the time and what the
 * ledger proves of its installer. What is for this account is kept sealed, and registering uses its certificate; nothing else is kept.
 */
import { parseHandover } from "../../shared/commissioning/handover.ts";
import { type InstallerStanding, standsHere, verifyHandover } from "../../shared/commissioning/verifyHandover.ts";
import type { ProofCheck } from "../../shared/ipc/proofViews.ts";
import { handoverFaultWords, handoverWords, refusalWords } from "../../shared/words/commissioning.ts";
import type { Both } from "../../shared/words/format.ts";
import type { Joined } from "./joined.ts";

/** Undefined: it is no hand-over report at all. `now`: wall clock, ms. Fault: "vault.locked" where it would be kept. */
export async function takeHandover(
  joined: Joined | undefined,
  file: string,
  bytes: Uint8Array,
  now: number,
): Promise<ProofCheck | undefined> {
  const parsed = parseHandover(bytes);
  const refused = (why: Both): ProofCheck => ({ file, verdict: "refused", simulated: false, words: only(why) });
  if (!parsed.ok) {
    const { fault } = parsed;
    // What is no report at all is looked at as something else, which says what is wrong with it.
    if (fault.fault === "codec" || fault.fault === "notHandover") return undefined;
    const { en, zh } = handoverFaultWords(fault);
    return refused({ en: `This report ${en}. Nothing was taken from it.`, zh: `此报告${zh}。未从中接收任何内容。` });
  }
  const { handover } = parsed;
  const broken = verifyHandover(handover);
  if (broken) return refused(refusalWords(broken));
  const installer = await standingOf(joined, handover.installer.party);
  const here = {
    chainId: joined?.network.chainId ?? null,
    simulated: joined?.network.simulated === true,
    now: Math.floor((joined?.sync.now() ?? now) / 1000),
    installer,
  };
  const against = standsHere(handover, here);
  if (against) return refused(refusalWords(against));
  const mine = handover.answer.key === joined?.account.publicKey;
  if (joined && mine) await joined.handedOver.keep(handover, now);
  const offset = new Date(now).getTimezoneOffset() * -60;
  const words = (lang: "en" | "zh") => {
    const { title, lines, foot } = handoverWords(handover, lang, { mine, installer: installer.is, offset });
    return { title, lines: [...lines], foot: [...foot] };
  };
  return {
    file,
    verdict: installer.is === "known" ? "proved" : "consistent",
    simulated: here.simulated,
    words: { en: words("en"), zh: words("zh") },
  };
}

/** What the ledger proves now; without a verified answer it says nothing. */
async function standingOf(joined: Joined | undefined, party: string): Promise<InstallerStanding> {
  if (!joined) return { is: "unproved" };
  try {
    const record = await joined.reads.page().query("party", { id: party });
    if (!record) return { is: "unknown" };
    const { keys, roles, status } = record;
    return { is: "known", active: status === "active", installs: roles.includes("installer"), keys };
  } catch {
    return { is: "unproved" };
  }
}

const only = ({ en, zh }: Both): ProofCheck["words"] => ({
  en: { title: en, lines: [], foot: [] },
  zh: { title: zh, lines: [], foot: [] },
});
