const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** Every wait of a session, in milliseconds: tests have shorter ones. */
export interface WebTimes {
  /** How often the session's state is looked at. */
  readonly tickEveryMs: number;
  /** Launch of the browser until it shows a code or is connected. */
  readonly launchMaxMs: number;
  /** Connected and still not ready: the page's event was lost (trap 1). */
  readonly readyWatchMs: number;
  /** Without a new code for so long, the page shows none any more (trap 21). */
  readonly codeSilenceMs: number;
  /** How long the first code of a page is valid, and each further one. */
  readonly firstCodeMs: number;
  readonly codeMs: number;
  /** A code that is typed into the phone. */
  readonly typedCodeMs: number;
  /** Codes are shown for so long; then a person has to ask for them again. */
  readonly pairingMaxMs: number;
  /** How often the page is asked how it does before it is ready, and once it is. */
  readonly probeEveryMs: number;
  readonly heartbeatEveryMs: number;
  readonly heartbeatTimeoutMs: number;
  /** Without a connection to WhatsApp for so long, a new browser may find what this one does not. */
  readonly unconnectedMaxMs: number;
  readonly memoryEveryMs: number;
  /** Nobody wrote for so long: the browser may be started anew at its hour. */
  readonly quietForMs: number;
  readonly callTimeoutMs: number;
  readonly sendTimeoutMs: number;
  readonly downloadTimeoutMs: number;
  readonly closeTimeoutMs: number;
  readonly protocolTimeoutMs: number;
  readonly authTimeoutMs: number;
  readonly takeoverAfterMs: number;
  /** Between two chats that are read after an absence. */
  readonly backfillPaceMs: number;
  readonly backfillRetryMs: number;
  /** Between two tries to store what came. */
  readonly receiveRetryMs: number;
  /** What is remembered is written down at most so often. */
  readonly rememberEveryMs: number;
  /** How long WhatsApp's own confirmation of a message of ours is waited for. */
  readonly ackWaitMs: number;
  /** Before a message whose end is unknown is looked for. */
  readonly searchAfterMs: number;
  /** The customer sees that somebody writes, for so long, before a message of ours. */
  readonly typingMs: number;
  readonly paceJitterMs: number;
  /** The same words to different people: at least this far apart. */
  readonly burstMs: number;
  /** Waits between tries to get a file that is not there; after the last, it never comes. */
  readonly mediaRetriesMs: readonly number[];
  /** One question about a hidden id, on average; more often raises the risk of a ban (#4001). */
  readonly lidQuestionEveryMs: number;
}

export const WEB_TIMES: WebTimes = {
  tickEveryMs: SECOND,
  // A cold browser on a busy machine, and the page's own download of some megabytes.
  launchMaxMs: 2 * MINUTE,
  readyWatchMs: 60 * SECOND,
  codeSilenceMs: 90 * SECOND,
  // WhatsApp's own: a minute for the first, twenty seconds for each further one.
  firstCodeMs: 60 * SECOND,
  codeMs: 20 * SECOND,
  // The library asks for another one by then.
  typedCodeMs: 3 * MINUTE,
  // Long enough to find the phone, short enough that no browser shows codes to nobody for days.
  pairingMaxMs: 15 * MINUTE,
  probeEveryMs: 5 * SECOND,
  heartbeatEveryMs: 30 * SECOND,
  heartbeatTimeoutMs: 10 * SECOND,
  unconnectedMaxMs: 5 * MINUTE,
  memoryEveryMs: MINUTE,
  quietForMs: 5 * MINUTE,
  callTimeoutMs: 20 * SECOND,
  // A file of 25 MB takes a quarter of a minute through the debugging channel, on a busy machine more.
  sendTimeoutMs: 60 * SECOND,
  downloadTimeoutMs: 60 * SECOND,
  // Stopping may take ten seconds in all (STOP_TIMEOUT_MS); closing takes a fraction of one.
  closeTimeoutMs: 5 * SECOND,
  protocolTimeoutMs: 60 * SECOND,
  authTimeoutMs: 60 * SECOND,
  takeoverAfterMs: 3 * SECOND,
  backfillPaceMs: 700,
  backfillRetryMs: 2 * MINUTE,
  receiveRetryMs: SECOND,
  // The whole of it, a megabyte for a large inbox; what it is behind is read twice, and known by its id.
  rememberEveryMs: 15 * SECOND,
  ackWaitMs: 60 * SECOND,
  searchAfterMs: 30 * SECOND,
  typingMs: 1_500,
  paceJitterMs: 2 * SECOND,
  burstMs: 20 * SECOND,
  mediaRetriesMs: [20 * SECOND, MINUTE, 3 * MINUTE],
  lidQuestionEveryMs: 2 * SECOND,
};
