/** The steps of a job in their order, and what can be missing at one. */
export const STEPS = ["site", "devices", "confirm", "capacities", "reading", "report"] as const;
export type Step = (typeof STEPS)[number];

export const MISSING = [
  "connection",
  "zone",
  "noDevice",
  "noBoundary",
  "twoBoundaries",
  "notConfirmed",
  "importW",
  "exportW",
  "supplier",
  "exportWithoutSource",
  "sourceWithoutDevice",
  "blockWithoutBoundary",
  "noRequest",
  "requestOutdated",
  "noAnswer",
  "answerOther",
  "answerSignature",
  "noReport",
  "reportOutdated",
  "earlierSteps",
] as const;
export type Missing = (typeof MISSING)[number];
