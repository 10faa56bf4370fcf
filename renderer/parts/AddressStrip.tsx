/** Address bytes as twenty small slots, so that two addresses with alike letters do not look alike; and the shortened text. */
import { partWords } from "./words.ts";

export function AddressStrip({ bytes }: { bytes: readonly number[] }) {
  const t = partWords.use();
  return (
    <svg
      className="strip"
      width={bytes.length * 5}
      height={20}
      shapeRendering="crispEdges"
      fill="var(--ink)"
      role="img"
      aria-label={t("address.alt")}
    >
      {bytes.map((byte, i) => (
        <g key={i}>
          <rect x={i * 5} y={11 - ((byte >> 4) * 10) / 15} width={4} height={((byte >> 4) * 10) / 15} />
          <rect x={i * 5} y={12} width={4} height={((byte & 15) * 8) / 15} opacity={0.5} />
        </g>
      ))}
    </svg>
  );
}

/** "watt1q9x…7kd2": enough to compare with a neighbour's screen; the whole is in the title. */
export const shortAddress = (address: string): string =>
  address.length > 16 ? `${address.slice(0, 8)}…${address.slice(-4)}` : address;
export const shortHash = (hash: string): string => (hash.length > 12 ? `${hash.slice(0, 6)}…${hash.slice(-4)}` : hash);
/** "9e41 7b0c 52d8 … 04fa" */
export const spacedHash = (hash: string): string =>
  hash.length < 20 ? hash : `${hash.slice(0, 4)} ${hash.slice(4, 8)} ${hash.slice(8, 12)} … ${hash.slice(-4)}`;
/** The whole hash in groups of four, for comparing it with another screen or a letter. */
export const groupedHash = (hash: string): string => hash.replaceAll(/(.{4})(?!$)/g, "$1 ");
