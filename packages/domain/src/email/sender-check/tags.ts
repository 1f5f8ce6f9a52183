/** RFC 6376 §3.2: `name=value` with semicolons between; the first of a name counts. */
export function tagsOf(record: string): ReadonlyMap<string, string> {
  const tags = new Map<string, string>();
  for (const part of record.split(";")) {
    const [name = "", ...value] = part.split("=");
    const key = name.trim().toLowerCase();
    if (value.length > 0 && !tags.has(key)) tags.set(key, value.join("=").trim());
  }
  return tags;
}
