import type { AgentEvent, BoardChange, BoardView, ResumeAnswer } from "@circuito/protocol";
import { retryDelayMs } from "@circuito/protocol/retry-delay";
import { io, type Socket } from "socket.io-client";
import { applyBoardChange } from "./board-change.ts";
import { type ConnectionFacts, type ConnectionState, connectionState } from "./connection-state.ts";
import { keepLooks } from "./look-keeper.ts";

export type TicketAnswer =
  | { readonly kind: "ticket"; readonly ticket: string }
  | { readonly kind: "session-expired" }
  | { readonly kind: "unreachable" };

export interface AgentSocketOptions {
  /** Origin of the gateway; the page's own if absent. */
  readonly origin?: string;
  /** A ticket is good for one handshake: one is fetched before each. */
  readonly fetchTicket: () => Promise<TicketAnswer>;
  readonly onEvents: (events: readonly AgentEvent[]) => void;
  /** Too much was missed to tell one by one: fetch again what is on screen. */
  readonly onSnapshotRequired: () => void;
  readonly onState: (state: ConnectionState) => void;
  /** The line is up, for the first time or again; also where it was down too shortly for a state. */
  readonly onUp?: () => void;
  readonly onTyping: (typing: Typing) => void;
  readonly onViewers: (viewers: Viewers) => void;
  /** How the board stands, whole, each time it comes or changes; only while it is watched. */
  readonly onBoard?: (board: BoardView) => void;
  /** Server's clock minus ours, in ms; told at each `ready` and `head`. */
  readonly onClockOffset?: (offsetMs: number) => void;
}

export interface Typing {
  readonly conversationId: string;
  readonly who: string;
  readonly kind: "contact" | "agent";
}

export interface Viewers {
  readonly conversationId: string;
  readonly agents: readonly { readonly id: string; readonly name: string }[];
}

export interface AgentSocket {
  /** Position of the first list fetched: events are taken up from there. Later calls do nothing. */
  startFrom(position: string): void;
  /** The conversation on screen, told again after each reconnection. */
  viewing(conversationId: string | null): void;
  typing(conversationId: string, room: "reply" | "note"): void;
  /** The board is on screen, or no more; asked for again after each reconnection. */
  watchBoard(isWatching: boolean): void;
  /** The person touched something; told now and then only. */
  active(): void;
  /** So many views were found to be newer than any event had told: counted, never waited for. */
  repaired(views: number): void;
  /** The window can be seen, or no more; told again when it comes before another one. */
  visible(isVisible: boolean): void;
  setBrowserOnline(online: boolean): void;
  /** Somebody asks to try now rather than later. */
  retry(): void;
  /** The person logged in again after `session-expired`. */
  sessionRenewed(): void;
  close(): void;
}

/** How long somebody has been idle is judged in minutes: finer than this nobody asks. */
const ACTIVE_EVERY_MS = 30_000;
/** A server that has not answered the handshake by then will not. */
const CONNECT_TIMEOUT_MS = 10_000;
/** `resume` reads at most a few thousand rows. */
const RESUME_TIMEOUT_MS = 10_000;
/** A head ahead of us is usually one whose events are still on the wire. */
const HEAD_PATIENCE_MS = 2_000;
/** `head` comes every 20 s: two missed and a bit mean that the line is dead, whatever TCP says. */
const SILENCE_MAX_MS = 45_000;

/**
 * Keeps one agent socket alive and its position whole: reconnects with jitter, resumes after every
 * gap, and watches `head` so that an idle client learns that it lags. Owns its timers until `close`.
 */
export function connectAgentSocket(options: AgentSocketOptions): AgentSocket {
  let socket: Socket | undefined;
  let position: string | undefined;
  let resuming = false;
  let arrivedMeanwhile: AgentEvent[] = [];
  let viewed: string | null = null;
  let board: BoardView | undefined;
  let isWatchingBoard = false;
  let askedForBoard: Socket | undefined;
  let activeToldAt = Number.NEGATIVE_INFINITY;
  let attempt = 0;
  let opening = false;
  /** How often the person logged in again. */
  let renewals = 0;
  let closed = false;
  let retryTimer: ReturnType<typeof setTimeout> | undefined;
  let stateTimer: ReturnType<typeof setTimeout> | undefined;
  let silenceTimer: ReturnType<typeof setTimeout> | undefined;
  let headTimer: ReturnType<typeof setTimeout> | undefined;
  let told = "";
  let lossNoticed = false;
  let facts: ConnectionFacts = {
    up: false,
    downSince: Date.now(),
    browserOnline: true,
    sessionExpired: false,
    catchingUp: null,
    reloadedAt: null,
  };

  const looks = keepLooks((beat) => {
    // What is lost now, the next beat tells as well.
    if (facts.up) socket?.emit("looked", beat);
  });

  learn({});
  void open();

  return {
    startFrom(first) {
      if (position !== undefined) return;
      position = first;
      if (facts.up) void resume();
    },
    viewing(conversationId) {
      // The last of the one before is told while the server still has it for the one on screen.
      looks.turnTo(conversationId);
      viewed = conversationId;
      if (facts.up) socket?.emit("viewing", { conversationId });
    },
    typing(conversationId, room) {
      if (facts.up) socket?.volatile.emit("typing", { conversationId, room });
    },
    watchBoard(isWatching) {
      isWatchingBoard = isWatching;
      if (isWatching) return void askForBoard();
      board = undefined;
      if (facts.up) socket?.emit("watchBoard", { isWatching: false });
    },
    visible: (isVisible) => looks.show(isVisible),
    active() {
      looks.touched();
      const now = Date.now();
      if (!facts.up || now - activeToldAt < ACTIVE_EVERY_MS) return;
      activeToldAt = now;
      socket?.emit("active", {});
    },
    repaired(views) {
      if (facts.up) socket?.emit("repaired", { views });
    },
    setBrowserOnline(online) {
      if (online === facts.browserOnline) return;
      learn({ browserOnline: online });
      if (!online) return;
      // A socket can outlive the network it was opened on without noticing: ask it.
      if (facts.up) void resume();
      else retryNow();
    },
    retry: retryNow,
    sessionRenewed() {
      renewals += 1;
      // It is the old session's: when the server comes to it, it would end the new one here.
      drop();
      learn({ up: false, sessionExpired: false, downSince: Date.now(), catchingUp: null });
      retryNow();
    },
    close() {
      closed = true;
      looks.close();
      for (const timer of [retryTimer, stateTimer, silenceTimer, headTimer]) clearTimeout(timer);
      drop();
    },
  };

  async function open(): Promise<void> {
    if (closed || opening || facts.up || facts.sessionExpired) return;
    opening = true;
    const asked = renewals;
    const answer = await options.fetchTicket();
    opening = false;
    if (closed) return;
    // Meanwhile the person logged in again: this is said of the session before.
    if (asked !== renewals) return open();
    if (answer.kind === "session-expired") return expire();
    if (answer.kind === "unreachable") return retryLater();
    drop();
    const opened = io(`${options.origin ?? ""}/agent`, {
      auth: { ticket: answer.ticket, ...(position === undefined ? {} : { after: position }) },
      // Some networks block one of the two; the client tries the other.
      transports: ["websocket", "polling"],
      tryAllTransports: true,
      // Each attempt needs a fresh ticket, so the retrying is ours.
      reconnection: false,
      forceNew: true,
      timeout: CONNECT_TIMEOUT_MS,
    });
    socket = opened;
    opened.on("connect_error", () => opened === socket && wentDown());
    opened.on("disconnect", () => opened === socket && wentDown());
    opened.on("ready", (ready: { position: string; serverTime: string }) => cameUp(ready));
    opened.on("events", (events: AgentEvent[]) => take(events));
    opened.on("head", (head: { position: string; serverTime: string }) => watchHead(head));
    opened.on("typing", (typing: Typing) => options.onTyping(typing));
    opened.on("viewers", (viewers: Viewers) => options.onViewers(viewers));
    opened.on("board", (change: BoardChange) => takeBoard(change));
    opened.on("revoked", () => expire());
    opened.onAny(heard);
    heard();
  }

  function cameUp(ready: { position: string; serverTime: string }): void {
    attempt = 0;
    learn({ up: true });
    options.onUp?.();
    tellClock(ready.serverTime);
    if (viewed !== null) socket?.emit("viewing", { conversationId: viewed });
    void askForBoard();
    if (position !== undefined && position !== ready.position) void resume();
  }

  /** The whole of it, and changes from then on. */
  async function askForBoard(): Promise<void> {
    const asked = socket;
    if (!isWatchingBoard || !facts.up || asked === undefined || asked === askedForBoard) return;
    board = undefined;
    askedForBoard = asked;
    try {
      const ask = asked.timeout(RESUME_TIMEOUT_MS);
      const whole: BoardView | null = await ask.emitWithAck("watchBoard", { isWatching: true });
      if (asked === socket && whole !== null) showBoard(whole);
    } catch {
      // A lost answer is asked for again with the next change that fits nothing.
    } finally {
      if (askedForBoard === asked) askedForBoard = undefined;
    }
  }

  function takeBoard(change: BoardChange): void {
    if (!isWatchingBoard) return;
    const next = applyBoardChange(board, change);
    if (next) showBoard(next);
    // One was lost on the way, or another process tells.
    else void askForBoard();
  }

  function showBoard(next: BoardView): void {
    board = next;
    options.onBoard?.(next);
  }

  function wentDown(): void {
    drop();
    learn(facts.up ? { up: false, downSince: Date.now(), catchingUp: null } : { catchingUp: null });
    retryLater();
  }

  function expire(): void {
    drop();
    learn({ up: false, sessionExpired: true, catchingUp: null });
  }

  function drop(): void {
    const dropped = socket;
    socket = undefined;
    clearTimeout(silenceTimer);
    clearTimeout(headTimer);
    resuming = false;
    // The next resume starts from the same position and brings them again.
    arrivedMeanwhile = [];
    dropped?.removeAllListeners();
    dropped?.disconnect();
  }

  function retryLater(): void {
    if (closed || facts.sessionExpired) return;
    clearTimeout(retryTimer);
    retryTimer = setTimeout(() => void open(), retryDelayMs(attempt, Math.random()));
    attempt += 1;
  }

  function retryNow(): void {
    clearTimeout(retryTimer);
    attempt = 0;
    void open();
  }

  function take(events: readonly AgentEvent[]): void {
    if (resuming) {
      arrivedMeanwhile.push(...events);
      return;
    }
    apply(events);
  }

  function apply(events: readonly AgentEvent[]): void {
    const last = events.at(-1);
    if (last === undefined) return;
    options.onEvents(events);
    // Before the first list is fetched there is no position to go on from.
    if (position !== undefined) position = last.position;
  }

  /** Asks for everything after our position; what arrives live meanwhile waits its turn. */
  async function resume(): Promise<void> {
    const asked = socket;
    if (asked === undefined || resuming || position === undefined) return;
    resuming = true;
    let answer: ResumeAnswer;
    try {
      answer = await asked.timeout(RESUME_TIMEOUT_MS).emitWithAck("resume", { after: position });
    } catch {
      // No answer: the line is as good as down, and a new one resumes from the same position.
      if (asked === socket) wentDown();
      return;
    }
    if (asked !== socket) return;
    resuming = false;
    if (answer.kind === "snapshot-required") {
      position = answer.position;
      learn({ reloadedAt: Date.now(), catchingUp: null });
      options.onSnapshotRequired();
    } else {
      catchUp(answer.events);
      position = answer.position;
    }
    const meanwhile = arrivedMeanwhile;
    arrivedMeanwhile = [];
    apply(meanwhile);
  }

  function catchUp(events: readonly AgentEvent[]): void {
    // A repair nobody noticed the need of is not worth a word.
    if (!lossNoticed) {
      apply(events);
      return;
    }
    lossNoticed = false;
    if (events.length === 0) return;
    learn({ catchingUp: { events: events.length, doneAt: null } });
    apply(events);
    learn({ catchingUp: { events: events.length, doneAt: Date.now() } });
  }

  function watchHead(head: { position: string; serverTime: string }): void {
    tellClock(head.serverTime);
    if (position === undefined || head.position === position) return;
    clearTimeout(headTimer);
    headTimer = setTimeout(() => {
      if (position !== head.position) void resume();
    }, HEAD_PATIENCE_MS);
  }

  function heard(): void {
    clearTimeout(silenceTimer);
    silenceTimer = setTimeout(wentDown, SILENCE_MAX_MS);
  }

  function tellClock(serverTime: string): void {
    options.onClockOffset?.(Date.parse(serverTime) - Date.now());
  }

  function learn(change: Partial<ConnectionFacts>): void {
    facts = { ...facts, ...change };
    clearTimeout(stateTimer);
    const now = Date.now();
    const { state, changesAt } = connectionState(facts, now);
    if (changesAt !== null) stateTimer = setTimeout(() => learn({}), changesAt - now);
    const text = JSON.stringify(state);
    if (text === told) return;
    told = text;
    lossNoticed ||= state.kind === "reconnecting" || state.kind === "offline";
    options.onState(state);
  }
}
