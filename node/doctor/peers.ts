/** Whom the node would find, and whether it can be found: peers that are named, and addresses that mean something. */
import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import type { NodeConfig } from "../config/nodeConfig.ts";
import { hostAndPort } from "../home/home.ts";
import { type Finding, fine, worry, wrong } from "./finding.ts";

/** Whether a name means an address here; the system's resolver, unless told. */
export type Resolves = (host: string) => Promise<boolean>;

export const bySystem: Resolves = async (host) => {
  if (isIP(host) !== 0) return true;
  return await lookup(host).then(
    () => true,
    () => false,
  );
};

/** @param validators how many the genesis names; undefined where there is none yet */
export async function checkPeers(
  { comet }: Pick<NodeConfig, "comet">,
  validators: number | undefined,
  resolves: Resolves = bySystem,
): Promise<readonly Finding[]> {
  // CometBFT is somebody else's, and so are its peers.
  if (comet.external) return [];
  const findings: Finding[] = [];
  if (comet.peers.length === 0 && validators !== 1)
    findings.push(
      worry(
        "comet.peers",
        "no peer is named: the node stays alone until another one dials it",
        "name the other validators, or your own public nodes, as ID@HOST:PORT from their cards",
      ),
    );
  for (const peer of comet.peers) {
    const { host } = hostAndPort(peer.slice(peer.indexOf("@") + 1));
    if (!(await resolves(host)))
      findings.push(
        worry(
          "comet.peers",
          `${host} is no name that this machine can resolve`,
          "correct it, or look at the name server",
        ),
      );
  }
  if (comet.peers.length > 0 && findings.length === 0)
    findings.push(fine("comet.peers", `${comet.peers.length} named, each with an address`));
  if (comet.externalAddress !== "") {
    const { host } = hostAndPort(comet.externalAddress);
    findings.push(
      (await resolves(host))
        ? fine("comet.externalAddress", comet.externalAddress)
        : // CometBFT does not start with a name that it cannot resolve.
          wrong(
            "comet.externalAddress",
            `${host} is no name that this machine can resolve, and CometBFT does not start with one`,
            "correct it, enter it at the name server, or leave it empty",
          ),
    );
  }
  return findings;
}
