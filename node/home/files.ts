/** Reading and writing a home's own files: configuration, genesis; each complaint names the file and what to do. */
import { existsSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { type Document, LineCounter, parseDocument, stringify, visit } from "yaml";
import { utf8 } from "../../shared/codec/bytes.ts";
import { type NodeConfig, readConfig } from "../config/nodeConfig.ts";
import { GenesisDocument } from "../embedded/genesisDocument.ts";
import { bytesOf, jsonIn } from "../files/inputFile.ts";
import { OperatorComplaint } from "../command/operatorComplaint.ts";
import { writeWhole } from "../files/wholeFile.ts";
import type { Home } from "./home.ts";

const CONFIG_BYTES = 1 << 20;
/** A thousand parties and a year of profiles stay far below. */
const GENESIS_BYTES = 64 << 20;

/** The home's configuration with its variables. Throws a Complaint or a ConfigError. */
export function configIn(home: Home, env: Readonly<Record<string, string | undefined>>): NodeConfig {
  if (!existsSync(home.config)) throw noHome(home);
  const text = new TextDecoder().decode(bytesOf(home.config, CONFIG_BYTES));
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { prettyErrors: true, lineCounter });
  const [problem] = document.errors;
  if (problem) throw new OperatorComplaint(`${home.config} is no YAML: ${problem.message}`);
  const alias = firstAlias(document);
  if (alias)
    throw new OperatorComplaint(
      `${home.config}: an alias (*${alias.source}) stands at line ${lineCounter.linePos(alias.offset).line}. Write the value itself in its place.`,
    );
  return readConfig(document.toJS(), home.config, env);
}

/** The configuration has none: a few of them can unfold to more than a memory holds. */
function firstAlias(document: Document.Parsed): { readonly source: string; readonly offset: number } | undefined {
  let found: { readonly source: string; readonly offset: number } | undefined;
  visit(document, {
    Alias(_, { source, range }) {
      found = { source, offset: range?.[0] ?? 0 };
      return visit.BREAK;
    },
  });
  return found;
}

export function noHome({ root }: Home): OperatorComplaint {
  return new OperatorComplaint(`${root} is no home of a node: there is no wattlight.yaml. Run "init" first.`);
}

/** What differs from the defaults, with a line that says where all of them are told. */
export function writeConfig(home: Home, values: object): void {
  mkdirSync(home.root, { recursive: true, mode: 0o700 });
  const head = "# Wattlight node. Every value and its default: docs/operations.md, or `npm run node -- help config`.\n";
  writeWhole(home.config, utf8(head + stringify(values)), 0o600);
}

export function genesisIn(file: string): GenesisDocument {
  return jsonIn(file, GENESIS_BYTES, GenesisDocument, { en: "genesis document", zh: "创世文件" });
}

export function writeGenesis(home: Home, document: GenesisDocument): void {
  mkdirSync(dirname(home.genesis), { recursive: true, mode: 0o700 });
  writeWhole(home.genesis, utf8(`${JSON.stringify(document)}\n`), 0o600);
}
