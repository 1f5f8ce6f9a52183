/**
 * When a network comes or goes, consoles do by the thousand: each statement takes all that came while the one
 * before it ran (`createGroupCommit`), and nobody is refused here, since a ticket let them in.
 */
export const TOGETHER = {
  lanes: 1,
  batchMax: Number.POSITIVE_INFINITY,
  waitingMax: Number.POSITIVE_INFINITY,
} as const;
