/** Somebody as they stand in a pasted line. */
export interface ReadLine {
  readonly line: string;
  readonly name: string;
  /** Null: no address was found in it. */
  readonly email: string | null;
}

const ADDRESS = /[^\s<>,;:"()[\]]+@[^\s<>,;:"()[\]]+\.[^\s<>,;:"()[\]]+/;

/**
 * People out of what was pasted, one a line: `Ana Souza <ana@…>`, `Ana Souza, ana@…`, a row of a sheet,
 * or the address alone, whose part before the @ is made a name. An address counts once.
 */
export function readInvited(text: string): readonly ReadLine[] {
  const seen = new Set<string>();
  return text.split(/\r?\n/).flatMap((raw): ReadLine[] => {
    const line = raw.trim();
    if (line === "") return [];
    const email = ADDRESS.exec(line)?.[0]?.toLowerCase() ?? null;
    if (email === null) return [{ line, name: line, email }];
    if (seen.has(email)) return [];
    seen.add(email);
    const rest = line
      .replace(ADDRESS, " ")
      .replace(/[<>"();,\t|]+/g, " ")
      .replace(/\s+/g, " ")
      .trim();
    return [{ line, name: rest === "" ? nameOf(email) : rest, email }];
  });
}

/** ana.souza@… is Ana Souza, until somebody says otherwise. */
function nameOf(email: string): string {
  const [local = email] = email.split("@");
  return local
    .split(/[._-]+/)
    .filter(Boolean)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(" ");
}
