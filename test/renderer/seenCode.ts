/** What a camera would see of a drawn QR code. */
const SCALE = 4;

/** The drawing as a camera would see it: white, and black where a square is. */
export function seen(svg: Element): { width: number; height: number; data: Uint8Array } {
  const size = Number(svg.getAttribute("viewBox")?.split(" ")[2]) * SCALE;
  const data = new Uint8Array(size * size * 4).fill(255);
  for (const [, x = "", y = ""] of svg
    .querySelector("path")
    ?.getAttribute("d")
    ?.matchAll(/M(\d+) (\d+)h1/g) ?? [])
    for (let i = 0; i < SCALE * SCALE; i++) {
      const at = ((Number(y) * SCALE + Math.floor(i / SCALE)) * size + Number(x) * SCALE + (i % SCALE)) * 4;
      data.fill(0, at, at + 3);
    }
  return { width: size, height: size, data };
}
