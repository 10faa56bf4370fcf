/** Reads our Markdown for the tests that hold it against the code: tables by row, words in code marks, sections by heading. */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

export const ROOT = join(import.meta.dirname, "..", "..", "..");

export function textOf(path: string): string {
  return readFileSync(join(ROOT, path), "utf8");
}

/** Paths of all Markdown under a folder, relative to the repository. */
export function markdownUnder(folder: string): readonly string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".md"))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)));
}

/** Everything that stands between single backticks outside fenced blocks. */
export function codeIn(text: string): ReadonlySet<string> {
  const prose = text.replaceAll(/^```[\s\S]*?^```/gm, "");
  return new Set(Array.from(prose.matchAll(/`([^`\n]+)`/g), ([, code]) => code ?? ""));
}

/** Rows of all tables: cells without emphasis, code marks and surrounding space. */
export function rowsIn(text: string): readonly (readonly string[])[] {
  return text
    .split("\n")
    .filter((line) => line.startsWith("|"))
    .map((line) =>
      line
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim().replaceAll(/^[_*`]+|[_*`]+$/g, "")),
    );
}

/** The text under a heading, up to the next heading of the same or a higher level; undefined when there is none. */
export function sectionOf(text: string, heading: string): string | undefined {
  const lines = text.split("\n");
  const start = lines.findIndex((line) => /^#+ /.test(line) && line.replace(/^#+ /, "") === heading);
  if (start < 0) return undefined;
  const level = (lines[start] ?? "").search(/[^#]/);
  const end = lines.findIndex((line, i) => i > start && /^#+ /.test(line) && line.search(/[^#]/) <= level);
  return lines.slice(start + 1, end < 0 ? undefined : end).join("\n");
}

/** The texts under every heading of that name. */
export function sectionsOf(text: string, heading: string): readonly string[] {
  return text.split(/^(?=# )/m).flatMap((page) => sectionOf(page, heading) ?? []);
}

/** Files and links that a text names: code marks that begin with one of our folders, and relative link targets. */
export function pathsIn(path: string): readonly string[] {
  const text = textOf(path);
  const marked = [...codeIn(text)].filter((code) =>
    /^(?:shared|electron|renderer|node|test|build|docs)\/[\w./-]*$/.test(code),
  );
  const links = Array.from(text.matchAll(/\]\((?!https?:|#)([^)#\s]+)(?:#[^)]*)?\)/g), ([, target]) =>
    join(path, "..", target ?? ""),
  );
  return [...marked, ...links];
}
