/** What the address says about the list of contacts. */
export interface ContactsSearch {
  readonly q?: string;
  readonly channel?: string;
  readonly segment?: string;
}

/** The server takes no more of it. */
const LENGTH_MAX = { q: 120, channel: 40, segment: 40 } as const;

/** Reads an address somebody may have typed: what makes no sense is left out. */
export function readContactsSearch(raw: Readonly<Record<string, unknown>>): ContactsSearch {
  const { q, channel, segment } = LENGTH_MAX;
  return { ...read("q", q), ...read("channel", channel), ...read("segment", segment) };

  function read(name: keyof ContactsSearch, lengthMax: number): ContactsSearch {
    const given = raw[name];
    // The router reads digits as a number: a phone is searched for, too.
    const text = typeof given === "number" ? String(given) : given;
    return typeof text === "string" && text.trim() !== ""
      ? { [name]: text.slice(0, lengthMax) }
      : {};
  }
}
