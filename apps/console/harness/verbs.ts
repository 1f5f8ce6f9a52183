import type {
  AgentView,
  ConversationView,
  MessageView,
  ReplyChat,
  ReplyMail,
} from "@circuito/protocol";
import { WINDOW_MARGIN_MS } from "@circuito/protocol/chat-text";
import type { ChatStore } from "./chat-routes.ts";
import { PLAIN_CHAT } from "./chat-seed.ts";
import type { MailStore } from "./mail-store.ts";
import { Refused, type World } from "./world.ts";

/** Bodies as the protocol's schemas have checked them. */
type Body = Record<string, unknown>;
const text = (body: Body, key: string) => body[key] as string;

const US = { name: "Suporte Aurora", address: "suporte@example.com" };

/** A reply by mail is a mail: with the people and the subject that were chosen. */
function mailed(before: ConversationView, body: Body): Partial<MessageView> {
  if (before.channel !== "email") return {};
  const { subject = before.subject ?? "", to = [], cc = [] } = (body.mail ?? {}) as ReplyMail;
  const people = (list: ReplyMail["to"] = []) =>
    list.map(({ name = "", address }) => ({ name, address }));
  return {
    mail: {
      subject,
      from: [US],
      replyTo: [],
      to: people(to),
      cc: people(cc),
      class: "human",
      writer: null,
      hasMore: false,
      html: null,
      remarks: [],
    },
  };
}

/** The desk's verbs, as far as a console meets them, by the same rules. */
export function createVerbs(world: World, chats: ChatStore, mails: MailStore) {
  const mayAct = (id: string, who: AgentView, epoch: unknown): ConversationView => {
    const conversation = world.conversation(id);
    const isOthers =
      conversation.assignee !== null && conversation.assignee.id !== who.id && who.role === "agent";
    if (isOthers || (epoch !== undefined && epoch !== conversation.epoch)) {
      throw new Refused("conflict", { owner: conversation.assignee, epoch: conversation.epoch });
    }
    return conversation;
  };
  const mustBeActive = ({ status }: ConversationView) => {
    if (status !== "open" && status !== "snoozed") throw new Refused("wrong-state");
  };
  const filesOf = ({ mediaIds = [] }: Body): MessageView["media"] =>
    (mediaIds as string[]).flatMap((uploadId) => {
      const file = mails.uploads.get(uploadId);
      if (file === undefined) return [];
      const { name: fileName, mimeType, bytes, isVoice } = file;
      return [
        {
          fileName,
          mimeType,
          sizeBytes: bytes.length,
          state: "stored",
          url: `data:${mimeType};base64,${bytes.toString("base64")}`,
          disposition: "attachment",
          warning: null,
          uploadId,
          ...(isVoice && { isVoice }),
        },
      ];
    });
  /** A reply on a messenger: what it quotes, and the template it is. */
  const written = (before: ConversationView, body: Body) => {
    const { answers, template, choices = [] } = (body.chat ?? {}) as ReplyChat;
    const { channel, replyWindowEndsAt } = before;
    if (channel !== "whatsapp") return { text: text(body, "text"), told: {} };
    const isOver =
      replyWindowEndsAt !== null && Date.parse(replyWindowEndsAt) - WINDOW_MARGIN_MS <= Date.now();
    if (template === undefined && (isOver || chats.closed.has(before.id))) {
      throw new Refused("outside-window", { endedAt: replyWindowEndsAt ?? world.now() });
    }
    const quoted = world.messages.get(before.id)?.find((message) => message.id === answers);
    const chat = {
      ...PLAIN_CHAT,
      template: template?.name ?? null,
      choices,
      answers:
        quoted === undefined
          ? null
          : {
              messageId: quoted.id,
              conversationId: quoted.conversationId,
              seq: quoted.seq,
              text: quoted.text.slice(0, 140),
              from: quoted.direction === "inbound" ? ("customer" as const) : ("us" as const),
            },
    };
    const media = filesOf(body);
    if (body.text === undefined && template === undefined && media.length === 0) {
      throw new Refused("invalid", { because: "no-words" });
    }
    const words =
      template === undefined ? text({ text: "", ...body }, "text") : chats.rendered(template);
    return { text: words, told: { chat, media } };
  };
  const handOver = (
    kind: "transfer" | "direct" | "escalate" | "return",
    before: ConversationView,
    who: AgentView,
    to: {
      queueId: string | null;
      agent?: AgentView;
      note: string;
      result?: string;
    } & Partial<ConversationView>,
  ) => {
    const { queueId, agent, note, result = null, ...registration } = to;
    const queue = world.queues.find((candidate) => candidate.id === queueId);
    const after = world.change(before.id, {
      ...registration,
      queueId,
      level: queue?.level ?? before.level,
      assignee: agent === undefined ? null : { id: agent.id, name: agent.name },
      epoch: before.epoch + 1,
      status: "open",
      handOver: {
        kind,
        byName: who.name,
        fromQueueId: before.queueId,
        note,
        result,
        at: world.now(),
        diverted: null,
      },
    });
    world.hop(before, { kind, byName: who.name, toQueueId: queueId, note, result });
    const past = { transfer: "transferred", direct: "directed", escalate: "escalated" } as const;
    world.note(before.id, {
      kind: kind === "return" ? "returned" : past[kind],
      actorName: who.name,
      because: "to-a-queue",
      data: { fromQueueId: before.queueId, toQueueId: queueId, toAgentId: agent?.id ?? null, note },
    });
    return after;
  };

  return {
    reply(who: AgentView, id: string, body: Body): MessageView {
      const kind = text(body, "kind");
      const before = world.conversation(id);
      const earlier = world.messages.get(id)?.find((message) => message.clientId === body.clientId);
      if (earlier !== undefined) return earlier;
      const said = { clientId: text(body, "clientId") };
      if (kind === "note") {
        const author = { kind: "agent" as const, id: who.id, name: who.name };
        return world.say(id, { direction: "note", text: text(body, "text"), author, ...said });
      }
      mayAct(id, who, body.epoch);
      const { to = [], cc = [] } = (body.mail ?? {}) as ReplyMail;
      if ([...to, ...cc].some(({ address }) => address === US.address)) {
        throw new Refused("invalid", { because: "own-address", address: US.address });
      }
      const chatted = written(before, body);
      if (before.assignee === null) {
        world.change(id, {
          assignee: { id: who.id, name: who.name },
          epoch: before.epoch + 1,
        });
        world.note(id, { kind: "claimed", actorName: who.name, because: "replied" });
      }
      const message = world.agentSays(id, who.id, chatted.text, {
        ...said,
        ...mailed(before, body),
        ...chatted.told,
      });
      if (body.andThen === "resolve") world.change(id, { status: "resolved" });
      if (body.andThen === "wait") world.change(id, { status: "snoozed" });
      return message;
    },
    claim(who: AgentView, id: string, body: Body) {
      const before = world.conversation(id);
      mustBeActive(before);
      if (before.assignee?.id === who.id) return before;
      if (before.assignee !== null || (body.epoch !== undefined && body.epoch !== before.epoch)) {
        throw new Refused("conflict", { owner: before.assignee, epoch: before.epoch });
      }
      const after = world.change(id, {
        assignee: { id: who.id, name: who.name },
        epoch: before.epoch + 1,
      });
      world.note(id, {
        kind: "claimed",
        actorName: who.name,
        because: "chose-it",
        data: { agentId: who.id },
      });
      return after;
    },
    transfer(who: AgentView, id: string, body: Body) {
      const before = mayAct(id, who, body.epoch);
      mustBeActive(before);
      const agent = world.agents.get(text(body, "agentId"));
      const queueId = (body.queueId as string | undefined) ?? before.queueId;
      return handOver("transfer", before, who, {
        queueId,
        note: text(body, "note"),
        ...(agent === undefined ? {} : { agent }),
        ...(body.follows === true && { followerIds: [...before.followerIds, who.id] }),
      });
    },
    direct(who: AgentView, id: string, body: Body) {
      const before = mayAct(id, who, body.epoch);
      mustBeActive(before);
      const queueId = text(body, "queueId");
      if (world.queues.find((queue) => queue.id === queueId)?.role !== "specialist") {
        throw new Refused("wrong-state", { because: "not-a-specialist-queue" });
      }
      const { title, category, summary, urgency, promisedAt } = body as Partial<ConversationView>;
      const note = text(body, "summary");
      return handOver("direct", before, who, {
        queueId,
        note,
        ...({ title, category, summary, urgency, promisedAt } as Partial<ConversationView>),
      });
    },
    escalate(who: AgentView, id: string, body: Body) {
      const before = mayAct(id, who, body.epoch);
      mustBeActive(before);
      return handOver("escalate", before, who, {
        queueId: text(body, "queueId"),
        note: text(body, "tried"),
        result: text(body, "result"),
      });
    },
    return(who: AgentView, id: string, body: Body) {
      const before = mayAct(id, who, body.epoch);
      const queueId = before.handOver?.fromQueueId ?? null;
      if (queueId === null) throw new Refused("wrong-state", { because: "nothing-to-return" });
      return handOver("return", before, who, { queueId, note: text(body, "reason") });
    },
    takeBack(who: AgentView, id: string, body: Body) {
      const before = world.conversation(id);
      const last = world.hops.get(id)?.at(-1);
      if (last === undefined || last.byName !== who.name) throw new Refused("not-found");
      if (body.epoch !== before.epoch) {
        throw new Refused("wrong-state", { because: "not-to-be-taken-back" });
      }
      const agent = world.agents.get(last.fromAgent?.id ?? "");
      return handOver("transfer", before, who, {
        queueId: last.fromQueueId,
        note: text(body, "note"),
        ...(agent === undefined ? {} : { agent }),
      });
    },
    resolve(who: AgentView, id: string, body: Body) {
      mustBeActive(mayAct(id, who, body.epoch));
      const after = world.change(id, { status: "resolved", resolvedAt: world.now() });
      const data = (body.closing ?? {}) as Readonly<Record<string, unknown>>;
      world.note(id, { kind: "resolved", actorName: who.name, because: "said-solved", data });
      return after;
    },
    reopen(who: AgentView, id: string) {
      const before = world.conversation(id);
      if (before.status === "snoozed") {
        const awake = world.change(id, {
          status: "open",
          waitingOn: "agent",
          snoozedUntil: null,
        });
        world.note(id, { kind: "woken", actorName: who.name, because: "by-hand" });
        return awake;
      }
      if (before.status !== "resolved")
        throw new Refused("wrong-state", { because: "not-resolved" });
      const after = world.change(id, {
        status: "open",
        resolvedAt: null,
        waitingOn: "agent",
        assignee: { id: who.id, name: who.name },
        epoch: before.epoch + 1,
      });
      world.note(id, { kind: "reopened", actorName: who.name, because: "by-hand" });
      return after;
    },
    snooze(who: AgentView, id: string, body: Body) {
      mustBeActive(mayAct(id, who, body.epoch));
      const until = text(body, "until");
      if (Date.parse(until) <= Date.now()) throw new Refused("invalid");
      const after = world.change(id, { status: "snoozed", snoozedUntil: until });
      world.note(id, { kind: "snoozed", actorName: who.name, because: "put-off", data: { until } });
      return after;
    },
  };
}
