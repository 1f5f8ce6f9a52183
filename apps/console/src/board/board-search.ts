/** What the address says of the board; absent means everything, so that addresses stay short. */
export interface BoardSearch {
  readonly queue?: string;
  /** An area: the team of its queues. */
  readonly team?: string;
  /** On a wall: nobody touches it, and everybody sees it. */
  readonly tv?: 1;
}

const text = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value.slice(0, 120) : undefined;

/** Reads an address somebody may have typed: what makes no sense is left out. */
export function readBoardSearch(raw: Readonly<Record<string, unknown>>): BoardSearch {
  const [queue, team] = [text(raw.queue), text(raw.team)];
  return {
    ...(queue === undefined ? {} : { queue }),
    ...(team === undefined ? {} : { team }),
    ...(raw.tv === 1 || raw.tv === "1" ? { tv: 1 as const } : {}),
  };
}
