import type {
  BusinessHoursView,
  TranscriptChange,
  TranscriptMessage,
  TranscriptView,
} from "@circuito/connector";
import type { InboxId, PreChat } from "@circuito/domain";
import { logoPath } from "./logo-path.ts";
import type { WebchatSettings } from "./settings.ts";

/** The whole of what a browser needs to show the chat: the `session` event. */
export function sessionOnWire(session: {
  readonly token: string;
  readonly visitorId: string;
  readonly view: TranscriptView | undefined;
  readonly hours: BusinessHoursView;
  readonly inbox: InboxId;
  readonly settings: WebchatSettings;
}): unknown {
  const { token, visitorId, view, hours, inbox, settings } = session;
  return {
    token,
    visitorId,
    conversation: view ? conversationOnWire(view) : null,
    snapshot: view?.snapshot ?? true,
    messages: view?.messages.map(messageOnWire) ?? [],
    hours: { open: hours.open, opensAt: instant(hours.opensAt) },
    settings: settingsOnWire(inbox, settings),
  };
}

function settingsOnWire(inbox: InboxId, settings: WebchatSettings): unknown {
  const { companyName, accentColor, greeting, logo, identityRequired, preChat } = settings;
  const isAsked = preChat !== undefined && preChat.fields.length > 0;
  return {
    companyName,
    accentColor,
    greeting,
    logo: logo ? { path: logoPath(inbox, logo.digest), alt: logo.alt } : null,
    identityRequired,
    preChat: isAsked ? preChatOnWire(preChat) : null,
  };
}

/** Tags are for agents: what a choice is called in the house stays there. */
function preChatOnWire({ skippable, title, fields }: PreChat): unknown {
  return {
    skippable,
    ...(title && { title }),
    fields: fields.map(({ key, kind, required, label, hint, options }) => ({
      key,
      kind,
      required,
      ...(label && { label }),
      ...(hint && { hint }),
      ...(options && { options: options.map((one) => ({ id: one.id, label: one.label })) }),
    })),
  };
}

/** A change in the conversation as the event that tells of it. */
export function changeOnWire(change: TranscriptChange): readonly [event: string, data: unknown] {
  switch (change.kind) {
    case "message":
      return [
        "message",
        { conversationId: change.conversationId, message: messageOnWire(change.message) },
      ];
    case "status": {
      const { conversationId, messageId, status } = change;
      return ["status", { conversationId, messageId, status }];
    }
    case "conversation":
      return ["conversation", conversationOnWire(change.view)];
    case "queue":
      return ["queue", { queue: queueOnWire(change.queue) }];
    case "typing":
      return ["typing", { authorName: change.authorName }];
  }
}

function conversationOnWire(view: Omit<TranscriptView, "messages" | "snapshot">): unknown {
  const { conversationId, protocol, status, lastSeq } = view;
  const agentName = view.agentName ?? null;
  return { conversationId, protocol, status, lastSeq, queue: queueOnWire(view.queue), agentName };
}

function queueOnWire(queue: TranscriptView["queue"]): unknown {
  if (!queue) return null;
  return { position: queue.position, estimateSeconds: queue.estimateSeconds ?? null };
}

/** Field by field: what the host may add to its view one day does not reach a customer by itself. */
function messageOnWire(message: TranscriptMessage): unknown {
  return {
    id: message.id,
    seq: message.seq,
    previousSeq: message.previousSeq,
    from: message.from,
    authorName: message.authorName ?? null,
    text: message.text,
    clientId: message.clientId ?? null,
    status: message.status,
    ...(message.choices && {
      choices: message.choices.map(({ id, title, description }) => ({
        id,
        title,
        ...(description !== undefined && { description }),
      })),
    }),
    ...(message.asks !== undefined && { asks: message.asks }),
    at: instant(message.at),
  };
}

function instant(ms: number | undefined): string | null {
  return ms === undefined ? null : new Date(ms).toISOString();
}
