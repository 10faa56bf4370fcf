/** What `doctor` found at one place: fine, worth a look, or in the way; then what to do. */
export interface Finding {
  readonly of: string;
  readonly level: "ok" | "warn" | "fail";
  readonly what: string;
  /** Empty where all is well. */
  readonly todo: string;
}

export const fine = (of: string, what: string): Finding => ({ of, level: "ok", what, todo: "" });
export const worry = (of: string, what: string, todo: string): Finding => ({ of, level: "warn", what, todo });
export const wrong = (of: string, what: string, todo: string): Finding => ({ of, level: "fail", what, todo });
