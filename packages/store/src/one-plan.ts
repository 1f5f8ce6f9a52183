/**
 * A parameter whose value the planner does not see, so that one plan serves every value. Without it
 * PostgreSQL finds a plan for the one id at hand a little cheaper than one for ten, and plans a
 * statement anew at each execution, which costs several times what executing it does.
 * For look-ups by key only: there every plan is the same index.
 */
export function unseen(parameter: `$${number}`, type: string): string {
  return `(select ${parameter}::${type})`;
}
