import { asId, type ConversationId, canSee, type LookId, lookOf } from "@circuito/domain";
import { agentClientEvents, type ResumeAnswer } from "@circuito/protocol";
import { isMentioned, loadConversationViews } from "@circuito/store";
import type { z } from "zod";
import type { AgentNamespaceParts } from "./agent-namespace.ts";
import {
  type AgentNamespace,
  type AgentSocket,
  about,
  socketsOf,
  viewersOf,
} from "./agent-socket.ts";
import { createBoardWatchers } from "./board-watchers.ts";
import type { LookWriter } from "./keep-looks.ts";
import type { Resumes } from "./resumes.ts";
import { createStrikes, EVENTS_MAX, UNKNOWN_EVENTS_MAX } from "./strikes.ts";
import { createViewers } from "./viewers.ts";
import { onVolatile, publishVolatile, type Volatile } from "./volatile.ts";

type Acknowledge = (answer: unknown) => void;

export interface ClientEvents {
  listenTo(socket: AgentSocket): void;
  /** Viewers are forgotten unless they are told of now and then. */
  tellViewersAgain(): void;
  stop(): void;
}

/** Who hears that somebody is there, what they have before their eyes, and what they missed. */
export interface ClientListeners {
  readonly active: (agentId: string) => void;
  readonly looks: Pick<LookWriter, "take">;
  readonly resumes: Resumes;
}

/** What consoles say: where they are, what they look at, that they write. Everything is parsed. */
export function takeClientEvents(
  namespace: AgentNamespace,
  parts: AgentNamespaceParts,
  { active, looks: writer, resumes }: ClientListeners,
): ClientEvents {
  const { volatile, node, log } = parts;
  const { database, now } = parts.desk;
  const viewers = createViewers();
  const watchers = createBoardWatchers(namespace, parts.board);

  function listenTo(socket: AgentSocket): void {
    const strikes = createStrikes(UNKNOWN_EVENTS_MAX);
    const all = createStrikes(EVENTS_MAX);
    const strike = (acknowledge: Acknowledge, event: string) => {
      acknowledge({ code: "invalid", message: "not an event of this wire" });
      log.warn("unknown agent event", { by: socket.data.who.id, event: event.slice(0, 40) });
      if (strikes.count(now())) socket.disconnect(true);
    };
    // One at a time: a client that asks again meanwhile gets the same answer.
    let resuming: Promise<ResumeAnswer> | undefined;
    let looks = 0;

    socket.onAny((event: unknown, ...rest: unknown[]) => {
      if (all.count(now())) return void socket.disconnect(true);
      const name = String(event);
      const acknowledge = acknowledgeOf(rest);
      switch (name) {
        case "resume": {
          const asked = agentClientEvents.resume.safeParse(rest[0]);
          if (!asked.success) return strike(acknowledge, name);
          const { who } = socket.data;
          resuming ??= resumes.ask(who, asked.data.after).finally(() => {
            resuming = undefined;
          });
          const told = (answer: ResumeAnswer) => {
            socket.data.caughtUpTo = answer.position;
            acknowledge(answer);
          };
          resuming.then(told, (error: unknown) => {
            // Without an answer the client comes back and asks again.
            log.warn("resume failed", { by: who.id, error });
          });
          return;
        }
        case "viewing": {
          const told = agentClientEvents.viewing.safeParse(rest[0]);
          if (!told.success) return strike(acknowledge, name);
          const look = ++looks;
          void view(socket, told.data.conversationId, () => look === looks);
          return;
        }
        case "typing": {
          const told = agentClientEvents.typing.safeParse(rest[0]);
          if (!told.success) return strike(acknowledge, name);
          type(socket, told.data.conversationId, told.data.room);
          return;
        }
        case "active": {
          if (!agentClientEvents.active.safeParse(rest[0]).success)
            return strike(acknowledge, name);
          active(socket.data.who.id);
          return;
        }
        case "looked": {
          const told = agentClientEvents.looked.safeParse(rest[0]);
          if (!told.success) return strike(acknowledge, name);
          look(socket, told.data);
          return;
        }
        case "repaired": {
          const told = agentClientEvents.repaired.safeParse(rest[0]);
          if (!told.success) return strike(acknowledge, name);
          parts.repaired?.(told.data.views);
          return;
        }
        case "watchBoard": {
          const told = agentClientEvents.watchBoard.safeParse(rest[0]);
          if (!told.success) return strike(acknowledge, name);
          watchers.watch(socket, told.data.isWatching).then(
            (board) => acknowledge(board ?? null),
            // Without an answer the client asks again.
            (error: unknown) => log.warn("board not shown", { by: socket.data.who.id, error }),
          );
          return;
        }
        default:
          strike(acknowledge, name);
      }
    });

    socket.on("disconnect", () => tellViewers(socket.data.viewing));
  }

  /** Of what is, or was just, on screen: that it is visible was checked then. */
  function look(socket: AgentSocket, told: z.infer<typeof agentClientEvents.looked>): void {
    const { who, viewing, viewedBefore } = socket.data;
    if (told.conversationId !== viewing && told.conversationId !== viewedBefore) return;
    const id = asId<LookId>(told.id);
    const conversationId = asId<ConversationId>(told.conversationId);
    const seen = lookOf({ ...told, id, conversationId }, who.id, now());
    if (seen) writer.take(seen);
  }

  /** Writing is told only of what is on screen: that it is visible was checked then. */
  function type(socket: AgentSocket, conversationId: string, room: "reply" | "note"): void {
    if (socket.data.viewing !== conversationId) return;
    const { id: agentId, name: who } = socket.data.who;
    publishVolatile(volatile, {
      type: "typing",
      conversationId,
      who,
      kind: "agent",
      agentId,
      node,
      room,
    });
  }

  async function view(
    socket: AgentSocket,
    conversationId: string | null,
    isLatest: () => boolean,
  ): Promise<void> {
    const visible = conversationId !== null && (await isVisible(socket, conversationId));
    if (!isLatest() || !socket.connected) return;
    const before = socket.data.viewing;
    socket.data.viewing = visible ? conversationId : null;
    if (before !== null && before !== socket.data.viewing) {
      socket.data.viewedBefore = before;
      void socket.leave(viewersOf(before));
      tellViewers(before);
    }
    if (!visible) return;
    void socket.join(viewersOf(conversationId));
    tellViewers(conversationId);
    // A second tab of somebody who looks already changes nothing for the others.
    socket.emit("viewers", { conversationId, agents: viewers.of(conversationId, now()) });
  }

  async function isVisible(socket: AgentSocket, conversationId: string): Promise<boolean> {
    try {
      const [found] = await loadConversationViews(database.pool, [conversationId]);
      if (!found) return false;
      const { queueId, assignee } = found;
      const place = { queueId: queueId ?? undefined, assigneeId: assignee?.id };
      const { who } = socket.data;
      return canSee(who, place) || (await isMentioned(database.pool, conversationId, who.id));
    } catch (error) {
      log.warn("viewer not admitted", { by: socket.data.who.id, error });
      return false;
    }
  }

  /** Tells every node who of ours looks at a conversation. */
  function tellViewers(conversationId: string | null): void {
    if (conversationId === null) return;
    const agents = new Map<string, string>();
    for (const id of namespace.adapter.rooms.get(viewersOf(conversationId)) ?? []) {
      const data = namespace.sockets.get(id)?.data;
      if (data?.viewing === conversationId) agents.set(data.who.id, data.who.name);
    }
    publishVolatile(volatile, {
      type: "viewing",
      node,
      conversationId,
      agents: [...agents].slice(0, VIEWERS_TOLD_MAX).map(([id, name]) => ({ id, name })),
    });
  }

  function hear(told: Volatile): void {
    if (told.type === "typing") {
      const { conversationId, who, kind, agentId } = told;
      namespace
        .to(viewersOf(conversationId))
        .except(agentId === undefined ? [] : about(agentId))
        .volatile.emit("typing", { conversationId, who, kind });
      return;
    }
    if (!viewers.take(told, now())) return;
    const { conversationId } = told;
    const agents = viewers.of(conversationId, now());
    namespace.to(viewersOf(conversationId)).volatile.emit("viewers", { conversationId, agents });
  }

  const unhear = onVolatile(volatile, hear);
  return {
    listenTo,
    tellViewersAgain() {
      const looked = new Set(socketsOf(namespace).flatMap(({ data }) => data.viewing ?? []));
      for (const conversationId of looked) tellViewers(conversationId);
    },
    stop() {
      unhear();
      watchers.stop();
    },
  };
}

/** A row of faces on the screen is shorter still, and the wake-up carries only small things. */
const VIEWERS_TOLD_MAX = 20;

/** The function a client waits for; one that does nothing if it waits for none. */
function acknowledgeOf(rest: readonly unknown[]): Acknowledge {
  const last = rest.at(-1);
  return typeof last === "function" ? (answer) => void last(answer) : () => {};
}
