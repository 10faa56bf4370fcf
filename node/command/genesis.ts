/** `genesis`: the chain's first document from the regulators' parameters and the cards of their validators. */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { fromHex, utf8 } from "../../shared/codec/bytes.ts";
import type { Json } from "../../shared/codec/canonical.ts";
import { Genesis } from "../../shared/ledger/params.ts";
import { formatTimestamp, parseTimestamp } from "../../shared/light/timestamp.ts";
import { APP_VERSION } from "../application/ledgerApplication.ts";
import { ledgerRules } from "../application/ledgerRules.ts";
import { demoGenesis } from "../demo/genesis.ts";
import { keyOfPublic } from "../embedded/ed25519.ts";
import { genesisDocument, POWER } from "../embedded/genesisDocument.ts";
import { jsonIn } from "../files/inputFile.ts";
import { OperatorComplaint, UsageError } from "./operatorComplaint.ts";
import { writeWhole } from "../files/wholeFile.ts";
import { ValidatorCard } from "../home/validatorCard.ts";
import { OfficeCard } from "../keys/officeCard.ts";
import { genesisDraft } from "./genesisDraft.ts";
import type { Command } from "./command.ts";
import { needed, switchesIn } from "./options.ts";

const PARAMETER_BYTES = 64 << 20;

export const genesis: Command = {
  name: "genesis",
  line: "makes the chain's genesis document from parameters and validators' cards",
  usage: `genesis --parameters FILE --card FILE … --output FILE
genesis --draft --chain ID --zone ID --office CARD … [--begins TIME] [--utc-offset SECONDS] > parameters.json
genesis --example > parameters.json

  --parameters FILE   chain id, clock, grids, deadlines, zones, parties (the regulators among them), limits, charges;
                      docs/protocol.md tells each; the list of validators is left empty
  --card FILE         card.json of a validator's home; once per validator, each of equal power
  --output FILE       the genesis document; every operator puts the same one into comet/config/genesis.json
  --draft             prints parameters of a real market to edit: one zone, the offices whose cards "key new" made
  --office CARD       card of a regulator, operator, utility or installer; once per office
  --begins TIME       when the chain begins, as 2027-01-01T00:00:00Z (default: now)
  --utc-offset S      seconds east of UTC of the zone's local day (default 28800)
  --example           prints parameters of the demo street, to begin from`,
  run(args) {
    const values = switchesIn(args, {
      parameters: { type: "string" },
      card: { type: "string", multiple: true },
      output: { type: "string" },
      example: { type: "boolean" },
      draft: { type: "boolean" },
      chain: { type: "string" },
      zone: { type: "string" },
      office: { type: "string", multiple: true },
      begins: { type: "string" },
      "utc-offset": { type: "string" },
    });
    const { card: cardFiles = [], office: officeFiles = [] } = values;
    if (values.example) {
      console.log(JSON.stringify(example(Math.floor(Date.now() / 1000)), undefined, 2));
      return Promise.resolve(0);
    }
    if (values.draft) {
      const draft = genesisDraft({
        chainId: needed("chain", values.chain),
        zone: needed("zone", values.zone),
        utcOffset: offsetIn(values["utc-offset"] ?? "28800"),
        begins: values.begins === undefined ? Math.floor(Date.now() / 1000) : momentIn(values.begins),
        offices: officeFiles.map((path) =>
          jsonIn(path, 1 << 16, OfficeCard, { en: "card of an office", zh: "机构名片" }),
        ),
      });
      const read = Genesis.safeParse(draft);
      if (!read.success) {
        const [issue] = read.error.issues;
        throw new UsageError(`${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""}`);
      }
      console.log(JSON.stringify(read.data, undefined, 2));
      return Promise.resolve(0);
    }
    if (cardFiles.length === 0) throw new UsageError("--card is missing: one per validator");
    const output = resolve(needed("output", values.output));
    const file = needed("parameters", values.parameters);
    const parameters = jsonIn(file, PARAMETER_BYTES, Genesis, { en: "file of parameters", zh: "参数文件" });
    if (parameters.validators.length > 0)
      throw new OperatorComplaint(`${file} names validators: leave that list empty, the cards name them`);
    const known = new Set(example(0).parties.map(({ key }) => key));
    const shared = parameters.parties.find(({ key }) => known.has(key));
    if (!parameters.params.demo && shared)
      throw new OperatorComplaint(
        `${file}: the key of ${shared.id} is the example's, which anybody can sign with. Put each party's own there.`,
      );
    const cards = cardFiles.map((path) =>
      jsonIn(path, 1 << 16, ValidatorCard, { en: "card of a node", zh: "节点名片" }),
    );
    cards.forEach((card, i) => {
      if (card.role !== "validator")
        throw new OperatorComplaint(`${cardFiles[i]} is the card of a public node, which is no validator`);
      if (cards.findIndex(({ validatorKey }) => validatorKey === card.validatorKey) !== i)
        throw new OperatorComplaint(`${cardFiles[i]} has the key of another card: each validator has one of its own`);
    });
    const appState: Genesis = {
      ...parameters,
      validators: cards.map(({ validatorKey }) => ({ key: validatorKey, power: POWER })),
    };
    try {
      ledgerRules.initialState(appState);
    } catch (error) {
      throw new OperatorComplaint(
        `${file} makes no ledger: ${error instanceof Error ? error.message : String(error)}`,
        {
          cause: error,
        },
      );
    }
    const { chainId, clock } = parameters.params;
    const document = genesisDocument({
      chainId,
      time: formatTimestamp({ seconds: clock.genesis, nanos: 0 }),
      validators: cards.map(({ validatorKey }) => keyOfPublic(fromHex(validatorKey))),
      appState: appState as unknown as Json,
      appVersion: APP_VERSION,
    });
    document.validators.forEach((validator, i) => (validator.name = cards[i]?.name ?? validator.name));
    if (existsSync(output))
      throw new OperatorComplaint(
        `${output} exists: move it away first. A genesis that nodes run by is never replaced.`,
      );
    writeWhole(output, utf8(`${JSON.stringify(document)}\n`), 0o644);
    console.log(`${output}: chain ${chainId}, ${cards.length} validators, begins at ${document.genesis_time}`);
    if (!parameters.params.demo && cards.length < 4)
      console.error("Fewer than four validators: the chain stands still as soon as one is away.");
    return Promise.resolve(0);
  },
};

/** Seconds. */
function momentIn(text: string): number {
  const time = parseTimestamp(text);
  if (time === undefined) throw new UsageError(`--begins: a time such as 2027-01-01T00:00:00Z, not "${text}"`);
  return time.seconds;
}

function offsetIn(text: string): number {
  if (/^-?\d{1,5}$/.test(text) && Math.abs(Number(text)) <= 50_400) return Number(text);
  throw new UsageError(`--utc-offset: seconds from -50400 to 50400, not "${text}"`);
}

/** Parameters of the demo street. Its keys follow from a known secret: anybody can sign with them. */
function example(genesisTime: number): Genesis {
  const keys = { master: new Uint8Array(32).fill(1) };
  return demoGenesis({ chainId: "wattlight-example", genesisTime, rate: 1, seed: 1, keys }).genesis;
}
