/** One measured figure: its value, and the ratio to something measured in the same run, since machines are noisy. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: "ms" | "µs" | "s" | "MB" | "bytes" | "tx/s";
  /** `value` divided by what `against` names; for memory above a base, see `against`. */
  readonly ratio: number;
  readonly against: string;
}

/** Microseconds of processor time of some work, garbage collection included: what others do on the machine counts less than in wall time. */
export function cpuOfWork(work: () => void): number {
  const began = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(began);
  return user + system;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

export function line(figure: Figure): string {
  const value = `${round(figure.value)} ${figure.unit}`;
  return `${figure.name.padEnd(20)} ${value.padStart(12)}   ${round(figure.ratio)} × ${figure.against}`;
}

const round = (value: number): string => (Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3));
