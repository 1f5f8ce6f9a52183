import { canSee, type Mailbox, maskValue, type Principal, waitOfOneMoreMs } from "@circuito/domain";
import type {
  ActivityView,
  AgentView,
  ContactSuggestionView,
  ContactView,
  ConversationView,
  ElsewhereView,
  ListedContactView,
  MailboxView,
  MailView,
  MessageView,
  QueueView,
  WholeMailView,
} from "@circuito/protocol";
import type {
  ActivityReading,
  AgentReading,
  ContactReading,
  ConversationReading,
  ElsewhereReading,
  ListedContact,
  MailReading,
  MessageReading,
  QueueReading,
  SuggestionReading,
  WholeMail,
} from "@circuito/store";
import { changesViewOf, chatViewOf } from "./chat-views.ts";
import { iso, isoOrNull } from "./instants.ts";

/* What was read, as it goes over the wire: instants in ISO 8601, and nothing that is not declared. */

export function conversationViewOf(reading: ConversationReading): ConversationView {
  const { handOver } = reading;
  return {
    id: reading.id,
    protocol: reading.protocol,
    channel: reading.channel,
    inboxId: reading.inboxId,
    contact: reading.contact,
    status: reading.status,
    waitingOn: reading.waitingOn,
    queueId: reading.queueId,
    inMenu: reading.inMenu,
    level: reading.level,
    priority: reading.priority,
    assignee: reading.assignee,
    epoch: reading.epoch,
    version: reading.version,
    lastSeq: reading.lastSeq,
    subject: reading.subject,
    title: reading.title,
    category: reading.category,
    categoryId: reading.categoryId,
    categoryFields: reading.categoryFields && { ...reading.categoryFields },
    summary: reading.summary,
    urgency: reading.urgency,
    promisedAt: isoOrNull(reading.promisedAt),
    tags: [...reading.tags],
    followerIds: [...reading.followerIds],
    arrivedAt: iso(reading.arrivedAt),
    lastMessageAt: isoOrNull(reading.lastMessageAt),
    waitingSince: isoOrNull(reading.waitingSince),
    snoozedUntil: isoOrNull(reading.snoozedUntil),
    resolvedAt: isoOrNull(reading.resolvedAt),
    preview: reading.preview,
    previewLengthMs: reading.previewLengthMs,
    previewFrom: reading.previewFrom,
    handOver: handOver && {
      kind: handOver.kind,
      byName: handOver.byName,
      fromQueueId: handOver.fromQueueId ?? null,
      note: handOver.note,
      result: handOver.result ?? null,
      at: iso(handOver.at),
      diverted: handOver.diverted?.because ?? null,
    },
    lease: reading.lease && { agent: reading.lease.agent, until: iso(reading.lease.until) },
    replyWindowEndsAt: isoOrNull(reading.replyWindowEndsAt),
    optedOutAt: isoOrNull(reading.optedOutAt),
    nextDue: reading.nextDue && {
      measure: reading.nextDue.measure,
      warningAt: isoOrNull(reading.nextDue.warningAt),
      at: iso(reading.nextDue.at),
    },
    promisesRevision: reading.promisesRevision,
  };
}

/** Where a conversation is, and nothing of what is in it: for those it has left. */
export function withoutContent(view: ConversationView): ConversationView {
  return {
    ...view,
    subject: null,
    title: null,
    category: null,
    categoryFields: null,
    summary: null,
    tags: [],
    followerIds: [],
    preview: "",
    previewLengthMs: null,
    previewFrom: null,
    handOver: null,
  };
}

export function messageViewOf(reading: MessageReading): MessageView {
  const { id, conversationId, seq, direction, author, text, clientId, collision } = reading;
  return {
    ...{ id, conversationId, seq, direction, author, text, clientId, collision },
    ...(reading.footer !== null && { footer: reading.footer }),
    media: reading.media.map((file, index) => ({
      fileName: file.fileName,
      mimeType: file.mimeType,
      sizeBytes: file.sizeBytes,
      ...(file.lengthMs !== undefined && { lengthMs: file.lengthMs }),
      ...(file.isVoice && { isVoice: file.isVoice }),
      state: file.state,
      url: file.state === "stored" ? pathOf(reading.id, `media/${index}`) : null,
      disposition: file.disposition ?? "attachment",
      warning: file.warning ?? null,
      ...(file.uploadId !== undefined && { uploadId: file.uploadId }),
    })),
    mail: reading.mail && mailViewOf(reading.id, reading.mail),
    chat: chatViewOf(reading),
    changes: reading.changes && changesViewOf(reading.changes),
    revision: reading.revision,
    delivery: reading.delivery && {
      ...reading.delivery,
      recipients: reading.delivery.recipients && [...reading.delivery.recipients],
    },
    sentAt: isoOrNull(reading.sentAt),
    createdAt: iso(reading.createdAt),
  };
}

/**
 * Paths of ours, not signed addresses: views go out by socket to consoles that keep them for hours.
 * Who follows one is checked again, and gets an address for a minute (decision 0015).
 */
function pathOf(messageId: string, rest: string): string {
  return `/api/v1/messages/${messageId}/${rest}`;
}

function mailViewOf(messageId: string, mail: MailReading): MailView {
  return {
    subject: mail.subject,
    ...peopleOf(mail.people),
    class: mail.class,
    writer: mail.writer,
    hasMore: mail.hasMore,
    html: mail.hasHtml ? htmlOf(messageId, mail.allowsPictures ? 0 : mail.remoteImages) : null,
    remarks: [...mail.remarks],
  };
}

function htmlOf(messageId: string, remoteImages: number): NonNullable<MailView["html"]> {
  return {
    visibleUrl: pathOf(messageId, "html?part=visible"),
    fullUrl: pathOf(messageId, "html?part=full"),
    remoteImages,
  };
}

function peopleOf({ from, replyTo, to, cc }: MailReading["people"]) {
  return {
    from: from.map(mailboxViewOf),
    replyTo: replyTo.map(mailboxViewOf),
    to: to.map(mailboxViewOf),
    cc: cc.map(mailboxViewOf),
  };
}

function mailboxViewOf({ name, address }: Mailbox): MailboxView {
  return { name, address: address ?? null };
}

export function wholeMailViewOf(messageId: string, mail: WholeMail): WholeMailView {
  const { people, html, verdict, hasSource, ...rest } = mail;
  const remote = html?.remoteImages ?? [];
  return {
    ...rest,
    ...peopleOf(people),
    references: [...mail.references],
    remarks: [...mail.remarks],
    html: html && htmlOf(messageId, mail.allowsPictures ? 0 : remote.length),
    remoteHosts: [...new Set(remote.flatMap(hostOf))],
    bounce: mail.bounce && {
      kind: mail.bounce.kind,
      recipients: mail.bounce.recipients.map((recipient) => ({ ...recipient })),
    },
    verdict: verdict && {
      version: verdict.version,
      placement: placementOf(verdict.placement),
      candidates: verdict.candidates.map(({ rejectedBecause, ...candidate }) => ({
        ...candidate,
        rejectedBecause: rejectedBecause ?? null,
      })),
    },
    sourceUrl: hasSource ? pathOf(messageId, "raw") : null,
  };
}

type Placement = NonNullable<WholeMail["verdict"]>["placement"];

function placementOf(placement: Placement): NonNullable<WholeMailView["verdict"]>["placement"] {
  switch (placement.kind) {
    case "join":
      return { kind: "join", conversationId: placement.conversationId, by: placement.by };
    case "follow":
      return { kind: "follow", follows: placement.follows, by: placement.by };
    case "new":
      return { kind: "new", possiblyRelated: [...placement.possiblyRelated] };
  }
}

function hostOf(url: string): string[] {
  return URL.canParse(url) ? [new URL(url).hostname] : [];
}

export function activityViewOf(reading: ActivityReading): ActivityView {
  return { ...reading, data: { ...reading.data }, at: iso(reading.at) };
}

export function agentViewOf(reading: AgentReading): AgentView {
  return {
    ...reading,
    queueIds: [...reading.queueIds],
    wantedSince: iso(reading.wantedSince),
  };
}

export function queueViewOf({ taken, ...reading }: QueueReading): QueueView {
  const waitMs = waitOfOneMoreMs({ ...reading, taken });
  return {
    ...reading,
    oldestWaitingSince: isoOrNull(reading.oldestWaitingSince),
    waitSeconds: waitMs === undefined ? null : Math.round(waitMs / 1_000),
  };
}

/** People see what was written down of somebody when they ask for it; programs go on with it. */
export function contactViewOf(
  { hold: _, ...reading }: ContactReading,
  who: Principal,
): ContactView {
  const attributes = Object.entries(reading.attributes).map(([name, value]) => [
    name,
    who.kind === "agent" ? maskValue(value) : value,
  ]);
  const when = (text: string) => iso(Date.parse(text));
  return {
    ...reading,
    erasedAt: isoOrNull(reading.erasedAt),
    addresses: reading.addresses.map((one) => ({ ...one, since: when(one.since) })),
    segments: [...reading.segments],
    attributes: Object.fromEntries(attributes),
    merges: reading.merges.map((merge) => ({ ...merge, at: when(merge.at) })),
    createdAt: iso(reading.createdAt),
  };
}

export function listedContactViewOf(reading: ListedContact, who: Principal): ListedContactView {
  const { channels, openCount, lastContactAt } = reading;
  return {
    ...contactViewOf(reading, who),
    channels: [...channels],
    openCount,
    lastContactAt: isoOrNull(lastContactAt),
  };
}

export function suggestionViewOf(reading: SuggestionReading): ContactSuggestionView {
  return { ...reading, createdAt: iso(reading.createdAt) };
}

/** What somebody may not see has no id for them; that the customer writes there, they need to know. */
export function elsewhereViewOf(reading: ElsewhereReading, who: Principal): ElsewhereView {
  const { id, protocol, channel, queueId, assigneeId, assigneeName, lastMessageAt } = reading;
  const place = { queueId: queueId ?? undefined, assigneeId: assigneeId ?? undefined };
  return {
    channel,
    protocol,
    conversationId: canSee(who, place) ? id : null,
    assigneeName,
    lastMessageAt: iso(lastMessageAt),
  };
}
