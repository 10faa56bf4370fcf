/**
 * The dependency table of the house (docs/architecture.md) and the check that every import in the code obeys it. The check reads
 * the syntax tree, so type imports, re-exports and dynamic imports count as well.
 */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize, relative, sep } from "node:path";
import { parseAst } from "rolldown/parseAst";

export type Layer = "shared" | "electron" | "renderer" | "node" | "test" | "build";

/** Who may import whom; `files` are the only ones that may be reached where a layer is not open as a whole. */
export const LAYERS: Readonly<
  Record<Layer, { readonly layers: readonly Layer[]; readonly files?: readonly string[] }>
> = {
  shared: { layers: ["shared"] },
  electron: { layers: ["electron", "shared"], files: ["node/embedded/port.ts"] },
  renderer: { layers: ["renderer", "shared"] },
  node: { layers: ["node", "shared"] },
  test: { layers: ["test", "shared", "electron", "renderer", "node", "build"] },
  build: { layers: ["build"] },
};

/** Packages that pure code and the renderer may use; the other layers are free. `node:` is for neither. */
export const PACKAGES: Partial<Record<Layer, readonly RegExp[]>> = {
  shared: [/^zod$/, /^saxes$/, /^suncalc$/, /^cosmjs-types\//, /^@noble\//, /^@scure\/base$/],
  renderer: [
    /^react(-dom)?(\/|$)/,
    /^zustand(\/|$)/,
    /^recharts$/,
    /^qr$/,
    /^i18next$/,
    /^react-i18next$/,
    /^@mantine\//,
    /^@fontsource/,
    /^zod$/,
  ],
};

export interface Breach {
  readonly file: string;
  readonly imports: string;
  readonly why: string;
}

const LAYER_NAMES = Object.keys(LAYERS) as Layer[];

export function breachesIn(root: string, layer: Layer, file: string, source: string): Breach[] {
  const breaches: Breach[] = [];
  for (const specifier of importsOf(source, file)) {
    const breach = judge(root, layer, file, specifier);
    if (breach) breaches.push({ file, imports: specifier, why: breach });
  }
  return breaches;
}

export function checkLayers(root: string): { readonly files: number; readonly breaches: readonly Breach[] } {
  const breaches: Breach[] = [];
  let files = 0;
  for (const layer of LAYER_NAMES) {
    for (const entry of readdirSync(join(root, layer), { withFileTypes: true, recursive: true })) {
      if (!entry.isFile() || !/\.tsx?$/.test(entry.name) || entry.name.endsWith(".d.ts")) continue;
      const path = join(entry.parentPath, entry.name);
      files++;
      breaches.push(...breachesIn(root, layer, relative(root, path), readFileSync(path, "utf8")));
    }
  }
  return { files, breaches };
}

function judge(root: string, layer: Layer, file: string, specifier: string): string | undefined {
  if (specifier.startsWith(".")) {
    const target = relative(root, normalize(join(root, dirname(file), specifier)));
    const other = target.split(sep)[0] as Layer;
    if (!LAYER_NAMES.includes(other)) return target.startsWith("..") ? "leaves the repository" : undefined;
    const rule = LAYERS[layer];
    if (rule.layers.includes(other) || rule.files?.includes(target.split(sep).join("/"))) return undefined;
    return `${layer} may not import ${other}`;
  }
  const allowed = PACKAGES[layer];
  if (!allowed || allowed.some((pattern) => pattern.test(specifier))) return undefined;
  return `${layer} may not use ${specifier}`;
}

/** Every module specifier of a source: imports, re-exports, dynamic imports and type imports. */
function importsOf(source: string, file: string): string[] {
  const found: string[] = [];
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) return node.forEach(visit);
    if (typeof node !== "object" || node === null) return;
    const record = node as Record<string, unknown>;
    const from = record["source"] as { type?: string; value?: unknown } | null | undefined;
    if (/^(Import|Export)/.test(String(record["type"])) && from?.type === "Literal") found.push(String(from.value));
    if (record["type"] === "TSImportType")
      found.push(String((record["source"] as { value?: unknown } | undefined)?.value));
    for (const value of Object.values(record)) visit(value);
  };
  visit(parseAst(source, { lang: file.endsWith("x") ? "tsx" : "ts", sourceType: "module" }, file).body);
  return [...new Set(found)];
}
