/** What the address says of a day; absent: today, everybody. */
export interface ActivitySearch {
  readonly date?: string;
  readonly queue?: string;
  readonly agent?: string;
}

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const text = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value.slice(0, 60) : undefined;

/** Reads an address somebody may have typed: what makes no sense is left out. */
export function readActivitySearch(raw: Readonly<Record<string, unknown>>): ActivitySearch {
  const date =
    typeof raw.date === "string" && DATE.test(raw.date) && !Number.isNaN(Date.parse(raw.date))
      ? raw.date
      : undefined;
  const [queue, agent] = [text(raw.queue), text(raw.agent)];
  return {
    ...(date !== undefined && { date }),
    ...(queue !== undefined && { queue }),
    ...(agent !== undefined && { agent }),
  };
}
