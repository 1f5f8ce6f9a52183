import { access, constants } from "node:fs/promises";
import { ConnectError, type ConnectorHost } from "@circuito/connector";
import type { SessionWish } from "@circuito/domain";
import type { LaunchOptions, LaunchSession, WaEvent, WaSession } from "../wa-session.ts";
import type { WebMemory } from "../web-memory.ts";
import type { WebTimes } from "../web-times.ts";
import { decideSession } from "./decide-session.ts";
import { passLaunchGate } from "./launch-gate.ts";
import { forgetProfile, prepareProfile } from "./profile-folder.ts";
import { SessionClock } from "./session-clock.ts";
import {
  NOT_STARTED,
  type SessionAction,
  type SessionEvent,
  type SessionState,
  sessionView,
} from "./session-state.ts";

export interface WebSessionParts {
  readonly host: Pick<ConnectorHost, "disconnected" | "session" | "log" | "now">;
  readonly times: WebTimes;
  readonly restartAt: string;
  readonly memoryMaxBytes: number;
  readonly launch: LaunchSession;
  /** What a browser is started with; `undefined` where this machine has none. */
  readonly options: Omit<LaunchOptions, "pairWithPhone"> | undefined;
  readonly memory: WebMemory;
  /** Everything that is not about the session itself. */
  readonly told: (event: WaEvent) => void;
  /** Ready, for the first time or again: look what was missed. */
  readonly ready: (session: WaSession) => void;
  readonly shown: () => {
    readonly backlog: number;
    readonly ignored: Readonly<Record<string, number>>;
  };
  readonly lastMessageAt: () => number;
}

/** Does what the decisions about a session come to: browsers, clocks, and what people are told. */
export class WebSession {
  readonly #parts: WebSessionParts;
  #state: SessionState;
  #session: WaSession | undefined;
  #opening: Promise<void> = Promise.resolve();
  #launches = 0;
  #openGate: () => void = () => {};
  #waiting: { resolve: () => void; reject: (error: Error) => void } | undefined;
  #hasStarted = false;
  readonly #clock: SessionClock;
  readonly #stopping = new AbortController();

  constructor(parts: WebSessionParts) {
    this.#parts = parts;
    const waitsFor = parts.memory.fields.waitsForPerson;
    const since = parts.host.now();
    const account = parts.memory.fields.account;
    this.#state = {
      ...NOT_STARTED,
      since,
      account: account === undefined ? {} : { wid: account },
      ...(waitsFor && { name: "logged-out", because: waitsFor }),
    };
    this.#clock = new SessionClock({
      ...parts,
      decide: (event) => this.decide(event),
      state: () => this.#state,
      session: () => this.#session,
    });
  }

  /** The session, while messages can be sent through it. */
  get ready(): WaSession | undefined {
    return this.#state.name === "ready" ? this.#session : undefined;
  }

  /** The session, whatever it is able to do. */
  get current(): WaSession | undefined {
    return this.#session;
  }

  get state(): SessionState {
    return this.#state;
  }

  /** Resolves when it is ready; while a person is waited for, it stays as it is. */
  start(): Promise<void> {
    const started = new Promise<void>((resolve, reject) => {
      this.#waiting = { resolve, reject };
    });
    this.#hasStarted = false;
    this.#clock.start();
    if (this.#state.name === "ready" || this.#state.name === "degraded") this.#started();
    else this.decide({ kind: "start" });
    this.say();
    return started;
  }

  wish(wish: SessionWish["wish"]): void {
    this.decide({ kind: "wish", wish });
  }

  /** Says how it does, if anything about it changed. */
  say(): void {
    this.#parts.host.session.say(sessionView(this.#state, this.#parts.shown()));
  }

  async stop(): Promise<void> {
    this.#stopping.abort(new Error("the inbox stops"));
    this.#clock.stop();
    this.decide({ kind: "stop" });
    // What is before the closing may take longer than stopping may: it ends with its process.
    const hurry = setTimeout(() => void this.#session?.kill(), this.#parts.times.closeTimeoutMs);
    await this.#opening;
    clearTimeout(hurry);
    this.#waiting?.reject(new ConnectError("transient", "stopped"));
    this.#waiting = undefined;
  }

  decide(event: SessionEvent): void {
    const { host, times } = this.#parts;
    const before = this.#state;
    const { state, actions } = decideSession(before, event, host.now(), times);
    this.#state = state;
    for (const action of actions) this.#act(action);
    if (isShownDifferently(before, state)) this.say();
    if (before.name === "launching" && state.name !== "launching") this.#openGate();
    if (before.name !== state.name) {
      host.log.info("session", { state: state.name, because: state.because });
    }
  }

  #act(action: SessionAction): void {
    const { memory, host, options, ready } = this.#parts;
    switch (action.kind) {
      case "launch":
        this.#then(() => this.#launch());
        return;
      case "close":
        this.#then(() => this.#close());
        return;
      case "log-out":
        this.#then(() => this.#logOut());
        return;
      case "forget-profile":
        if (options) this.#then(() => forgetProfile(options.folder));
        return;
      case "remember": {
        const waitsForPerson = action.waitsForPerson ? whyWaiting(this.#state.because) : undefined;
        if (memory.fields.waitsForPerson === waitsForPerson) return;
        memory.change({ waitsForPerson });
        memory.saveNow();
        return;
      }
      case "look-synced":
        void this.#lookSynced();
        return;
      case "announce-synced":
        void this.#session
          ?.call("announceSynced", {}, this.#parts.times.callTimeoutMs)
          .catch((error: unknown) => host.log.warn("page not told that it is ready", { error }));
        return;
      case "became-ready":
        this.#started();
        if (this.#session) ready(this.#session);
        return;
      case "ready-again":
        if (this.#session) ready(this.#session);
        return;
      case "gone":
        this.#gone(action.helps, action.reason);
        return;
    }
  }

  #started(): void {
    this.#hasStarted = true;
    this.#waiting?.resolve();
    this.#waiting = undefined;
  }

  /**
   * Before it was ready the start fails, and is tried again. What only a person can help stays a start
   * that waits: another one would come to the same.
   */
  #gone(helps: "time" | "person", reason: string): void {
    if (this.#stopping.signal.aborted) return;
    const kind = helps === "person" ? "credentials" : "transient";
    const error = new ConnectError(kind, `the session is gone: ${reason}`);
    if (this.#hasStarted) {
      this.#hasStarted = false;
      this.#parts.host.disconnected(error);
    } else if (helps === "time") {
      this.#waiting?.reject(error);
      this.#waiting = undefined;
    }
  }

  /** Browsers are opened and closed one after the other: a profile has one owner. */
  #then(step: () => Promise<void>): void {
    this.#opening = this.#opening.then(step).catch((error: unknown) => {
      if (this.#stopping.signal.aborted) return;
      this.#parts.host.log.error("browser not opened or closed", { error });
      this.decide({ kind: "failed", because: "could-not-launch", detail: firstLine(error) });
    });
  }

  async #launch(): Promise<void> {
    const { options, times, host } = this.#parts;
    await this.#close();
    if (!options || !(await isExecutable(options.executablePath))) {
      this.decide({ kind: "unusable", because: "no-browser" });
      return;
    }
    const openGate = await passLaunchGate(this.#stopping.signal);
    this.#openGate = openGate;
    // Meanwhile it may have been given up.
    if (this.#state.name !== "launching") {
      openGate();
      return;
    }
    await prepareProfile(options.folder);
    this.#launches += 1;
    const launchNumber = this.#launches;
    const { pairWithPhone } = this.#state;
    const session = this.#parts.launch({ ...options, pairWithPhone }, (event) => {
      if (launchNumber === this.#launches) this.#tell(event);
    });
    this.#session = session;
    this.#clock.launched();
    host.log.info("browser starts", { timeoutMs: times.launchMaxMs });
    this.decide({ kind: "launched" });
  }

  async #close(): Promise<void> {
    const session = this.#session;
    this.#session = undefined;
    // What it says from now on is of no interest.
    this.#launches += 1;
    this.#openGate();
    if (!session) return;
    // Closed by itself, the page's storage is on disk; killed, the newest of it may not be (trap 9).
    await session.call("close", {}, this.#parts.times.closeTimeoutMs).catch(() => {});
    await session.kill();
  }

  async #logOut(): Promise<void> {
    const { times, host } = this.#parts;
    await this.#session?.call("logOut", {}, times.callTimeoutMs).catch((error: unknown) => {
      host.log.warn("not logged out at WhatsApp: the phone still lists us", { error });
    });
  }

  #tell(event: WaEvent): void {
    const { told, host } = this.#parts;
    if (event.kind === "lost") host.log.warn("session lost", { ...event });
    told(event);
    this.decide({ kind: "told", event });
  }

  async #lookSynced(): Promise<void> {
    const session = this.#session;
    const synced = await session
      ?.call("isSynced", {}, this.#parts.times.callTimeoutMs)
      .catch(() => false);
    if (session && session === this.#session) {
      this.decide({ kind: "synced", synced: synced === true });
    }
  }
}

function whyWaiting(because: string | undefined): "by-phone" | "by-admin" | "nobody-scanned" {
  return because === "by-admin" || because === "nobody-scanned" ? because : "by-phone";
}

function isShownDifferently(a: SessionState, b: SessionState): boolean {
  return (
    a.name !== b.name ||
    a.because !== b.because ||
    a.pairing !== b.pairing ||
    a.account !== b.account ||
    a.detail !== b.detail
  );
}

const isExecutable = (path: string): Promise<boolean> =>
  access(path, constants.X_OK).then(
    () => true,
    () => false,
  );

const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message : "unknown").split("\n", 1)[0] ?? "";
