/** Fills of a curve: the gap's hatch, the mark of what was substituted, and, for eyes that colour does not reach, one pattern per part. */
export const Patterns = ({ id }: { id: string }) => (
  <defs>
    <pattern id={`${id}gap`} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <path d="M.5 0V6" className="hat" />
    </pattern>
    <pattern id={`${id}sub`} width="4" height="4" patternUnits="userSpaceOnUse">
      <rect width="2" height="4" className="base" />
    </pattern>
    <pattern id={`${id}own`} width="6" height="6" patternUnits="userSpaceOnUse">
      <circle cx="1.5" cy="1.5" r="1" className="base" />
      <circle cx="4.5" cy="4.5" r="1" className="base" />
    </pattern>
    <pattern id={`${id}out`} width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <path d="M.5 0V7" className="mark" />
    </pattern>
    <pattern id={`${id}into`} width="6" height="6" patternUnits="userSpaceOnUse">
      <path d="M0 .5H6" className="mark" />
    </pattern>
  </defs>
);
