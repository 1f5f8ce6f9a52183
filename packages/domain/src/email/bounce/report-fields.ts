/** One group of fields of a delivery report (RFC 3464): names in lower case, values unfolded, repeated ones joined. */
export type ReportGroup = ReadonlyMap<string, string>;

/** A report names each recipient once; more groups are a loop of somebody's. */
const GROUPS_MAX = 200;

/** Groups of `Name: value` lines, parted by blank lines; other lines are passed over. */
export function readReportGroups(text: string): readonly ReportGroup[] {
  const groups: Map<string, string>[] = [];
  let group = new Map<string, string>();
  let last = "";
  const close = () => {
    if (group.size > 0) groups.push(group);
    group = new Map();
    last = "";
  };
  for (const line of text.split(/\r\n|\n|\r/)) {
    if (groups.length >= GROUPS_MAX) break;
    if (line.trim() === "") {
      close();
      continue;
    }
    if (/^[ \t]/.test(line) && last !== "") {
      group.set(last, `${group.get(last) ?? ""} ${line.trim()}`);
      continue;
    }
    const field = /^[ \t]*([A-Za-z][A-Za-z0-9-]{2,40})[ \t]*:(.*)$/.exec(line);
    const name = field?.[1]?.toLowerCase() ?? "";
    // Two recipients without the blank line between them: the name that comes again begins the next.
    if (name === "final-recipient" && group.has(name)) close();
    last = name;
    if (name === "") continue;
    const before = group.get(name);
    const value = field?.[2]?.trim() ?? "";
    group.set(name, before === undefined ? value : `${before}, ${value}`);
  }
  close();
  return groups;
}

/** `rfc822; ana@example.com` and `smtp; 550 no`: what stands after the type. */
export function afterType(value: string | undefined): string {
  if (value === undefined) return "";
  const semicolon = value.indexOf(";");
  return (semicolon < 0 || semicolon > 20 ? value : value.slice(semicolon + 1)).trim();
}
