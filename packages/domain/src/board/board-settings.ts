/** What supervisors want their figures to be; null: a figure is shown and judged by nobody. */
export interface BoardTargets {
  /** At most so many wait. */
  readonly waiting: number | null;
  /** At most so long. */
  readonly longestWaitSeconds: number | null;
  /** At least so much of what was promised is kept, 0–100. */
  readonly keptPercent: number | null;
  /** At least so many are available. */
  readonly available: number | null;
  /** At most so many chats end unanswered in a day. */
  readonly abandoned: number | null;
}

export interface BoardSettings {
  /** IANA: where the day of "today" begins. */
  readonly timeZone: string;
  readonly targets: BoardTargets;
}

export const DEFAULT_BOARD_SETTINGS: BoardSettings = {
  timeZone: "America/Sao_Paulo",
  targets: {
    waiting: 10,
    longestWaitSeconds: 600,
    keptPercent: 90,
    available: 1,
    abandoned: null,
  },
};
