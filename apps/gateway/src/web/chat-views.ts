import type { ChannelSession, MessageChanges } from "@circuito/domain";
import type { ChangesView, ChatView, PairingSessionView, SessionView } from "@circuito/protocol";
import type { MessageReading } from "@circuito/store";
import { iso } from "./instants.ts";

/* Chat messages and sessions, as they go over the wire. */

export function chatViewOf(reading: MessageReading): ChatView | null {
  const { chat, answered, isFromPhone } = reading;
  if (!chat && !isFromPhone) return null;
  const referral = chat?.referral;
  return {
    answers:
      chat?.answers === undefined
        ? null
        : {
            messageId: answered?.messageId ?? null,
            conversationId: answered?.conversationId ?? null,
            seq: answered?.seq ?? null,
            text: answered?.text ?? "",
            from: answered && (answered.direction === "inbound" ? "customer" : "us"),
          },
    forwarded: chat?.forwarded ?? null,
    speaker: chat?.speaker ? (chat.speaker.name ?? chat.speaker.address) : null,
    late: chat?.late ?? false,
    fromPhone: isFromPhone,
    mediaAs: chat?.mediaAs ?? null,
    referral: referral
      ? {
          kind: referral.kind,
          url: referral.url ?? null,
          headline: referral.headline ?? null,
          body: referral.body ?? null,
        }
      : null,
    special: (chat?.special ?? null) as ChatView["special"],
    template: chat?.template?.name ?? null,
    choices: (chat?.choices ?? []).map(({ id, title, description }) => ({
      id,
      title,
      ...(description !== undefined && { description }),
    })),
  };
}

export function changesViewOf({ reactions, earlier, revoked }: MessageChanges): ChangesView {
  return {
    reactions: (reactions ?? []).flatMap(({ by, emoji }) =>
      emoji === undefined ? [] : [{ by, emoji }],
    ),
    earlier: (earlier ?? []).map(({ text, until }) => ({ text, until: iso(until) })),
    revoked: revoked ? { by: revoked.by, at: iso(revoked.at) } : null,
  };
}

export function sessionViewOf(session: ChannelSession): SessionView {
  const { state, since, because, detail, account, backlog, ignored } = session;
  return {
    state,
    since: iso(since),
    because: because ?? null,
    detail: detail ?? null,
    account: account ? { phone: account.phone ?? null, name: account.name ?? null } : null,
    backlog: backlog ?? null,
    ignored: { ...ignored },
  };
}

/** A code that is no longer valid is none. */
export function pairingSessionViewOf(session: ChannelSession, now: number): PairingSessionView {
  const { pairing } = session;
  const isValid = pairing !== undefined && pairing.expiresAt > now;
  return {
    ...sessionViewOf(session),
    pairing: isValid
      ? { method: pairing.method, value: pairing.value, expiresAt: iso(pairing.expiresAt) }
      : null,
  };
}
