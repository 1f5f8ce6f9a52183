/**
 * When a network comes or goes, consoles do by the thousand: each statement takes all that came while the one
 * before it ran and rested (`createGroupCommit`), and nobody is refused here, since a ticket let them in. Without the
 * rest a commit is over before the next console of seventy a second is here, and each has four of its own.
 */
export const TOGETHER = {
  lanes: 1,
  batchMax: Number.POSITIVE_INFINITY,
  waitingMax: Number.POSITIVE_INFINITY,
  restMs: 40,
} as const;
