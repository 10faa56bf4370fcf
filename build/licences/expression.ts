/** SPDX licence expressions, as far as packages use them: names, AND, OR, parentheses. */

/**
 * Is a licence expression fulfilled by allowed licences alone? Of an OR one side is enough, of an AND both are needed. An expression that
 * cannot be read allows nothing.
 */
export function isAllowed(expression: string, allowed: ReadonlySet<string>): boolean {
  const tokens = expression.match(/[()]|[^\s()]+/g) ?? [];
  let at = 0;
  let broken = false;

  const one = (): boolean => {
    const token = tokens[at++];
    if (token === "(") {
      const inner = either();
      if (tokens[at++] !== ")") broken = true;
      return inner;
    }
    if (token === undefined || token === ")" || token === "AND" || token === "OR" || token === "WITH") broken = true;
    return token !== undefined && allowed.has(token);
  };
  const both = (): boolean => {
    let holds = one();
    while (tokens[at] === "AND") {
      at++;
      holds = one() && holds;
    }
    return holds;
  };
  function either(): boolean {
    let holds = both();
    while (tokens[at] === "OR") {
      at++;
      holds = both() || holds;
    }
    return holds;
  }

  const holds = either();
  return holds && !broken && at === tokens.length;
}
