/** Who of the regulators has voted on something, and how; one's own place is framed in ink. */
export interface Seat {
  readonly id: string;
  readonly name: string;
  readonly me: boolean;
  readonly vote: "yes" | "no" | "open";
  /** "signed 13:52", "you", "open". */
  readonly note: string;
}

export function Quorum({ seats, label }: { seats: readonly Seat[]; label: string }) {
  return (
    <ul className="quorum" aria-label={label}>
      {seats.map((seat) => (
        <li key={seat.id} data-vote={seat.vote} data-me={seat.me || undefined}>
          <b>{seat.name}</b>
          <span>{seat.note}</span>
        </li>
      ))}
    </ul>
  );
}
