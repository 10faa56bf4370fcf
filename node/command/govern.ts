/** `govern`: what regulators decide by quorum on the ledger, signed offline, sent from anywhere. */
import { parseRefusal } from "../../shared/ledger/parseRefusal.ts";
import { misbehaviourText } from "../../shared/words/misbehaviour.ts";
import { refusalText } from "../../shared/words/refusals.ts";
import { randomInt } from "node:crypto";
import { resolve } from "node:path";
import { z } from "zod";
import { decodeTransaction } from "../../shared/ledger/identity.ts";
import { bodyText } from "../../shared/words/transaction.ts";
import { secretIn } from "../keys/keyFile.ts";
import { askingPassphrase } from "../keys/passphrase.ts";
import { bytesOf, jsonIn } from "../files/inputFile.ts";
import { OperatorComplaint, UsageError } from "./operatorComplaint.ts";
import { writeWhole } from "../files/wholeFile.ts";
import { ask } from "../govern/ask.ts";
import { proposal, type Signed, type Signing, secretOf, vote } from "../govern/transactions.ts";
import { validatorAct } from "../govern/validatorAct.ts";
import { configIn, genesisIn } from "../home/files.ts";
import { homeAt, httpOf } from "../home/home.ts";
import { sendTx, statusOf } from "../client/questions.ts";
import { type Command, HOME_SWITCH, homeSwitch } from "./command.ts";
import { named, needed, optionsIn, whole } from "./options.ts";

const TX_BYTES = 1 << 20;
const TX_FILE = { en: "the file TX", zh: "交易文件" };
/** Decisions that are listed at most. */
const LISTED = 50;
const STATES = z.enum(["open", "carried", "effective", "failed", "rejected", "lapsed"]);

export const govern: Command = {
  name: "govern",
  line: "what regulators decide by quorum: proposals and votes, signed offline",
  usage: `govern validator --power N --output ACT [--home DIR]
      the act that gives this home's validator its voting power, with the proof of its key; power 0 removes it
govern propose --act ACT --reason TEXT --chain ID --key KEYFILE --output TX [--days N]
govern vote --decision ID --yes|--no --reason TEXT --chain ID --key KEYFILE --output TX [--days N]
      signed with a regulator's offline key; needs no network; valid N days, 3 unless told
govern show TX --chain ID
      what a file asks for, in words
govern send TX [--home DIR]
      hands it to the home's own node
govern list [--status open|carried|effective|failed|rejected|lapsed] [--home DIR]
      decisions, asked of the home's own node
govern validators [--home DIR]
      the validators as decided
govern upgrade [--home DIR]
      the version of the rules, and the one decided to take over
govern misbehaviour [--home DIR]
      what CometBFT proved against validators, the latest first

An act is JSON as docs/protocol/supervision.md tells it: validator.set, params.change, regulator.add, regulator.remove, … A key file
is one that "key new" made.`,
  async run(args) {
    const { values, positionals } = optionsIn(args, {
      ...HOME_SWITCH,
      act: { type: "string" },
      chain: { type: "string" },
      days: { type: "string" },
      decision: { type: "string" },
      key: { type: "string" },
      no: { type: "boolean" },
      output: { type: "string" },
      power: { type: "string" },
      reason: { type: "string" },
      status: { type: "string" },
      yes: { type: "boolean" },
    });
    const [what, file] = positionals;
    const home = homeAt(homeSwitch(values.home));
    const url = (): string => httpOf(configIn(home, process.env).comet.rpc);
    const signing = async (): Promise<Signing> => ({
      chainId: needed("chain", values.chain),
      secret: secretOf(await secretIn(needed("key", values.key), askingPassphrase(process.env))),
      now: Math.floor(Date.now() / 1000),
      days: whole("days", values.days ?? "3", 0, 6),
      random: (below) => randomInt(below),
    });
    const write = ({ id, sender, validUntil, bytes }: Signed): number => {
      const output = resolve(needed("output", values.output));
      writeWhole(output, bytes, 0o644);
      console.log(`file         ${output}\nid           ${id}\nsigned by    ${sender}`);
      console.log(`valid until  ${new Date(validUntil * 1000).toISOString()}`);
      return 0;
    };
    switch (what) {
      case "validator": {
        const act = validatorAct(
          home.validatorKey,
          genesisIn(home.genesis).chain_id,
          whole("power", needed("power", values.power), 0, 1e9),
        );
        const output = resolve(needed("output", values.output));
        writeWhole(output, new TextEncoder().encode(`${JSON.stringify(act, undefined, 2)}\n`), 0o644);
        console.log(`file  ${output}\nkey   ${act.key}`);
        return 0;
      }
      case "propose":
        return write(
          proposal(
            await signing(),
            jsonIn(needed("act", values.act), TX_BYTES, z.unknown(), { en: "act", zh: "行为" }),
            needed("reason", values.reason),
          ),
        );
      case "vote":
        if (values.yes === values.no) throw new UsageError("vote: either --yes or --no");
        return write(
          vote(
            await signing(),
            needed("decision", values.decision),
            values.yes === true,
            needed("reason", values.reason),
          ),
        );
      case "show":
        console.log(shown(named(TX_FILE, file), needed("chain", values.chain)));
        return 0;
      case "send": {
        const { code, log } = await sendTx(url(), bytesOf(named(TX_FILE, file), TX_BYTES));
        if (code !== 0) throw new OperatorComplaint(`The node did not take it: ${refusedIn(log)}`);
        console.log("The node took it. What became of it: govern list.");
        return 0;
      }
      case "list": {
        const status = STATES.safeParse(values.status ?? "open");
        if (!status.success) throw new UsageError(`--status: one of ${STATES.options.join(", ")}`);
        const decisions = await ask(url(), "decisions", { status: status.data, limit: LISTED });
        for (const decision of decisions) console.log(JSON.stringify(decision));
        if (decisions.length === 0) console.log(`No decision is ${status.data}.`);
        return 0;
      }
      case "validators":
        for (const { key, power } of await ask(url(), "validators", {})) console.log(`${key}  ${power}`);
        console.log(`block ${(await statusOf(url())).sync_info.latest_block_height}`);
        return 0;
      case "upgrade": {
        const { version, next } = await ask(url(), "upgrade", {});
        console.log(`version ${version} of the rules`);
        if (next) console.log(`version ${next.version} from block ${next.height} on, by decision ${next.decision}`);
        return 0;
      }
      case "misbehaviour": {
        const records = await ask(url(), "misbehaviour", { limit: LISTED });
        for (const record of records) {
          const { en, zh } = misbehaviourText(record);
          console.log(
            `${en}\n${zh}\nkey ${record.key ?? "no longer in the set"}, reported in block ${record.at.height}\n`,
          );
        }
        if (records.length === 0) console.log("Nothing is recorded against any validator.");
        return 0;
      }
      default:
        throw new UsageError(
          `govern: validator, propose, vote, show, send, list, validators, upgrade or misbehaviour, not "${what ?? ""}"`,
        );
    }
  },
};

function shown(file: string, chainId: string): string {
  const decoded = decodeTransaction(bytesOf(file, TX_BYTES), chainId);
  if (!decoded.ok) throw new OperatorComplaint(`${file} is no transaction of chain ${chainId}: ${decoded.fault}`);
  const { body, signatures } = decoded.tx;
  return [
    bodyText(body, null, "en"),
    bodyText(body, null, "zh"),
    JSON.stringify(body, undefined, 2),
    ...signatures.map(({ key }) => `signed with ${key}`),
  ].join("\n");
}

/** CheckTx's log is the refusal as canonical JSON; a node's own text is not repeated. */
function refusedIn(log: string): string {
  try {
    return refusalText(parseRefusal(JSON.parse(log)), "en");
  } catch {
    return "it gave no reason that this version can read.";
  }
}
