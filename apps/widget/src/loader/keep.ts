/** What the host page's own storage holds, so that a conversation is found again where browsers block storage in frames. */
export interface HostKept {
  readonly token?: string;
  readonly accent?: string;
}

const key = (inbox: string): string => `circuito:${inbox}`;

/** Never throws: a browser that refuses storage gets a chat without memory. */
export function readKept(inbox: string): HostKept {
  try {
    return JSON.parse(localStorage.getItem(key(inbox)) ?? "{}");
  } catch {
    return {};
  }
}

export function writeKept(inbox: string, kept: HostKept | null): void {
  try {
    if (kept) localStorage.setItem(key(inbox), JSON.stringify(kept));
    else localStorage.removeItem(key(inbox));
  } catch {
    // Refused: the frame may still have its own.
  }
}
