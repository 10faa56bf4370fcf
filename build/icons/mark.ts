/** The mark of renderer/parts/Mark.tsx on the ground of an application's icon: the same rectangles, in the light theme's colours. */

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** `#rrggbb` */
  readonly fill: string;
}

const GENERATION = "#e69f00";
const LOAD = "#0072b2";
const INK = "#15181c";
const PAPER = "#f7f7f4";

/** The mark's own square, as in its view box. */
export const MARK_SIZE = 32;
/** A small day of four slots: generation above the line, load below. */
export const MARK: readonly Box[] = [
  { x: 4, y: 13, width: 4, height: 5, fill: GENERATION },
  { x: 10, y: 7, width: 4, height: 11, fill: GENERATION },
  { x: 16, y: 3, width: 4, height: 15, fill: GENERATION },
  { x: 22, y: 9, width: 4, height: 9, fill: GENERATION },
  { x: 4, y: 20, width: 4, height: 3, fill: LOAD },
  { x: 10, y: 20, width: 4, height: 4, fill: LOAD },
  { x: 16, y: 20, width: 4, height: 5, fill: LOAD },
  { x: 22, y: 20, width: 4, height: 9, fill: LOAD },
  { x: 2, y: 18, width: 26, height: 2, fill: INK },
];

/** The icon's square: the mark, which is 26 wide and 26 high, in the middle with a margin of 5 around it. */
export const ICON_SIZE = 36;
export const GROUND = { fill: PAPER, radius: 7 } as const;
const OFFSET = { x: 3, y: 2 } as const;

export const ICON: readonly Box[] = MARK.map((box) => ({ ...box, x: box.x + OFFSET.x, y: box.y + OFFSET.y }));

/** The icon as SVG. */
export function iconSvg(): string {
  const boxes = ICON.map(
    ({ x, y, width, height, fill }) => `  <rect x="${x}" y="${y}" width="${width}" height="${height}" fill="${fill}"/>`,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${ICON_SIZE} ${ICON_SIZE}">`,
    `  <rect width="${ICON_SIZE}" height="${ICON_SIZE}" rx="${GROUND.radius}" fill="${GROUND.fill}"/>`,
    ...boxes,
    "</svg>",
    "",
  ].join("\n");
}
