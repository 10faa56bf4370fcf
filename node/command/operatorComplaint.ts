/** What is wrong with an operator's command or with a file that it names. The commands of a node, its logs and its metrics speak English alone. */
export class OperatorComplaint extends Error {
  override readonly name: string = "OperatorComplaint";
}

/** How the command was typed: its exit code is 2, as for an option that it does not have. */
export class UsageError extends OperatorComplaint {
  override readonly name = "UsageError";
}
