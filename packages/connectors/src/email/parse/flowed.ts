/**
 * Joins the lines that `format=flowed` broke (RFC 3676): a line that ends in a space goes on in the
 * next one of the same quote depth. `delSp` says the space itself was added.
 */
export function unflow(text: string, delSp: boolean): string {
  const output: string[] = [];
  let openDepth = -1;
  let paragraph: string[] = [];
  const close = () => {
    if (openDepth >= 0) output.push(quoteMarks(openDepth) + paragraph.join(""));
    openDepth = -1;
    paragraph = [];
  };
  for (const line of text.split("\n")) {
    const depth = depthOf(line);
    let body = line.slice(depth);
    // Space-stuffing: one space protects a line that begins with `>`, a space or `From `.
    if (body.startsWith(" ")) body = body.slice(1);
    if (openDepth >= 0 && openDepth !== depth) close();
    const isSignature = body === "-- ";
    if (isSignature) close();
    const flows = body.endsWith(" ") && !isSignature;
    paragraph.push(flows && delSp ? body.slice(0, -1) : body);
    openDepth = depth;
    if (!flows) close();
  }
  close();
  return output.join("\n");
}

function depthOf(line: string): number {
  let depth = 0;
  while (line.charAt(depth) === ">") depth += 1;
  return depth;
}

function quoteMarks(depth: number): string {
  return depth === 0 ? "" : `${">".repeat(depth)} `;
}
