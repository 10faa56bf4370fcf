/** Rows as columns of a terminal, each as wide as its widest cell. */

/** A Chinese character takes two columns of a terminal. */
const wide = (text: string): number => [...text].reduce((sum, one) => sum + (/[\u2E80-\uFFEF]/u.test(one) ? 2 : 1), 0);

/** `atRight`: which columns stand at their right edge, as figures do. */
export function columns(rows: readonly (readonly string[])[], atRight: (column: number) => boolean): string[] {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => wide(row[i] ?? ""))));
  return rows.map((row) =>
    row
      .map((cell, i) => {
        const space = " ".repeat((widths[i] ?? 0) - wide(cell));
        return atRight(i) ? space + cell : cell + space;
      })
      .join("  ")
      .trimEnd(),
  );
}
