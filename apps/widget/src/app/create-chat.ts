import type { ChatAck, ChatAuth } from "@circuito/protocol";
import type { Profile } from "../shared/bridge-messages.ts";
import { currentThread, position } from "./chat/read-state.ts";
import { reduceChat } from "./chat/reduce.ts";
import { type Answers, type ChatEvent, type ChatState, INITIAL_CHAT } from "./chat/state.ts";
import { type Announcement, chooseAnnouncement } from "./choose-announcement.ts";
import { createFlush } from "./flush.ts";
import type { Keep } from "./keep.ts";
import { OUTBOX_MAX, RECONCILE_MS, TYPING_SHOWN_MS, TYPING_THROTTLE_MS } from "./limits.ts";
import { openLink } from "./link.ts";
import type { OutboxStore } from "./outbox-store.ts";
import { isBegun, isOfForm } from "./pre-chat/pre-chat-now.ts";
import { makeUuid } from "./uuid.ts";

export interface ChatDeps {
  readonly inbox: string;
  readonly keep: Keep;
  readonly outbox: OutboxStore;
  /** Answered before this page was loaded anew, and not sent with any words yet. */
  readonly answers: Answers | undefined;
  /** What only the surroundings know: page, locale, the host's word for who this is. */
  surroundings(): Promise<Pick<ChatAuth, "identity" | "locale" | "page">>;
  /** Called after every change, before anything is drawn. */
  changed(state: ChatState, before: ChatState): void;
  announce(announcement: Announcement): void;
}

/** The running chat: holds the state, moves it, and carries its consequences out. */
export interface Chat {
  state(): ChatState;
  connect(): void;
  /** @returns `false` when too many messages already wait */
  write(text: string, choice?: string): boolean;
  retry(clientId: string): void;
  discard(clientId: string): void;
  /** Answers go with the next words, and with those that came back for want of them. */
  answer(answers: Answers): void;
  typing(): void;
  /** The invitation that was followed on the page: goes with the first words. */
  invited(by: string): void;
  introduce(profile: Profile): Promise<ChatAck | null>;
  /** Whether the visitor can see the messages: only then are they read. */
  setVisible(visible: boolean): void;
  /** Connects again, with whatever the surroundings say now. */
  reconnect(): void;
  logout(): void;
}

export function createChat(deps: ChatDeps): Chat {
  const { keep } = deps;
  const { seen } = keep.read();
  let state: ChatState = seen ? { ...INITIAL_CHAT, seen } : INITIAL_CHAT;
  let visible = false;
  let readTold = 0;
  let typingToldAt = 0;
  let resuming = false;
  let { answers } = deps;
  let invitation: string | undefined;

  const link = openLink({
    auth: async () => {
      const { token } = keep.read();
      const after = position(state);
      return {
        inbox: deps.inbox,
        ...(await deps.surroundings()),
        ...(token ? { token } : {}),
        ...(after ? { after } : {}),
      };
    },
    connecting: () => dispatch({ kind: "connecting" }),
    disconnected: () => dispatch({ kind: "disconnected" }),
    forgetToken: () => keep.write({ token: "" }),
    session: (session) => {
      keep.write({ token: session.token });
      readTold = 0;
      resuming = false;
      dispatch({ kind: "session", session });
    },
    message: ({ conversationId, message }) =>
      dispatch({ kind: "message", conversationId, message }),
    status: (event) => dispatch({ kind: "status", ...event }),
    conversation: (conversation) => dispatch({ kind: "conversation", conversation }),
    queue: ({ queue }) => dispatch({ kind: "queue", queue }),
    typing: ({ authorName }) => {
      dispatch({ kind: "typing", authorName, until: Date.now() + TYPING_SHOWN_MS });
      setTimeout(() => dispatch({ kind: "typing-expired", now: Date.now() }), TYPING_SHOWN_MS);
    },
    refused: (refusal) => dispatch({ kind: "refused", ...refusal }),
  });
  const flush = createFlush({
    state: () => state,
    dispatch: (event) => dispatch(event),
    send: ({ clientId, text, choice, answers: said, invitation: by, writtenAt }) =>
      link.tell("message", {
        ...{ clientId, text, at: writtenAt },
        ...(choice && { choice }),
        ...(said && !isBegun(state) && { answers: said }),
        ...(by && !isBegun(state) && { invitation: by }),
      }),
  });

  function dispatch(event: ChatEvent): void {
    const before = state;
    state = reduceChat(before, event);
    if (state === before) return;
    keepOutbox(before);
    deps.changed(state, before);
    const announcement = chooseAnnouncement(before, state, event);
    if (announcement) deps.announce(announcement);
    if (state.link !== "online") return;
    if (state.gap) resume();
    tellRead();
    flush();
  }

  /** Words are on disk from when they are written until the server has them. */
  function keepOutbox(before: ChatState): void {
    if (before.outbox === state.outbox) return;
    const unsent = (one: ChatState): Map<string, ChatState["outbox"][number]> =>
      new Map(
        one.outbox
          .filter((entry) => entry.phase !== "accepted")
          .map((entry) => [entry.clientId, entry]),
      );
    const [old, now] = [unsent(before), unsent(state)];
    for (const [clientId, entry] of now) if (!old.has(clientId)) deps.outbox.add(entry);
    for (const clientId of old.keys()) if (!now.has(clientId)) deps.outbox.remove(clientId);
  }

  function resume(): void {
    if (resuming) return;
    resuming = true;
    const after = position(state);
    void link.tell("resume", after ? { after } : {}).then((ack) => {
      // Answered by a session; without one the next event or the next minute asks again.
      if (!ack?.ok) resuming = false;
    });
  }

  function tellRead(): void {
    const thread = currentThread(state);
    const newest = thread?.messages.at(-1);
    if (!visible || !thread || !newest || newest.seq <= readTold) return;
    readTold = newest.seq;
    const seenNow = { conversationId: thread.conversationId, seq: newest.seq };
    keep.write({ seen: seenNow });
    dispatch({ kind: "seen", position: seenNow });
    void link.tell("read", seenNow);
  }

  function withAnswers(): { readonly answers?: Answers } {
    return answers && !isBegun(state) ? { answers } : {};
  }

  const retry = (clientId: string): void =>
    dispatch({ kind: "retried", clientId, newClientId: makeUuid(), ...withAnswers() });

  setInterval(() => {
    if (visible && state.link === "online") resume();
  }, RECONCILE_MS);
  window.addEventListener("online", () => {
    if (state.link === "offline" && !state.refusal) link.connect();
  });
  void deps.outbox.load().then((entries) => {
    if (entries.length > 0) dispatch({ kind: "restored", entries });
  });

  return {
    state: () => state,
    connect: () => {
      if (state.link === "idle" || state.refusal) link.connect();
    },
    write: (text, choice) => {
      if (state.outbox.length >= OUTBOX_MAX) return false;
      const clientId = makeUuid();
      dispatch({
        ...{ kind: "written", clientId, text, writtenAt: Date.now() },
        ...(choice && { choice }),
        ...withAnswers(),
        ...(invitation && !isBegun(state) && { invitation }),
      });
      return true;
    },
    retry,
    discard: (clientId) => dispatch({ kind: "discarded", clientId }),
    answer: (given) => {
      answers = given;
      for (const { clientId, problem } of state.outbox) if (isOfForm(problem)) retry(clientId);
    },
    typing: () => {
      if (state.link !== "online" || Date.now() - typingToldAt < TYPING_THROTTLE_MS) return;
      typingToldAt = Date.now();
      void link.tell("typing", {});
    },
    invited: (by) => {
      invitation = by;
    },
    introduce: (profile) => link.tell("introduce", profile),
    setVisible: (now) => {
      visible = now;
      if (state.link === "online") tellRead();
    },
    reconnect: () => {
      link.disconnect();
      dispatch({ kind: "disconnected" });
      link.connect();
    },
    logout: () => {
      link.disconnect();
      keep.clear();
      answers = undefined;
      invitation = undefined;
      dispatch({ kind: "forgotten" });
    },
  };
}
