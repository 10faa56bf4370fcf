/** What is wrong with an operator's command or with a file that it names. The commands of a node, its logs and its metrics speak English alone. */
export class OperatorComplaint extends Error {
  override readonly name = "OperatorComplaint";
}
