import {
  beginsToWait,
  type InboundMessage,
  type MailRouting,
  type NewId,
  type QueueId,
  type Routing,
} from "@circuito/domain";
import { crashPoint } from "@circuito/faults";
import {
  applyReceipts,
  type ContactKey,
  type ContactLink,
  type Database,
  type Due,
  loadPoints,
  loadUnrouted,
  lockContactPoints,
  type NamedPoint,
  noteLinks,
  pointsWaiting,
  type RoutingConfiguration,
  receiptKey,
  saveAliases,
  saveAutoAnswers,
  saveMails,
  saveReturned,
  saveRoutings,
  together,
  withUnknownFiles,
} from "@circuito/store";
import { decideBatch, loadBatchState } from "./decide-batch.ts";
import { KnownAliases } from "./known-aliases.ts";
import { answerableMails, planAutoAnswers } from "./plan-auto-answers.ts";
import { takeChanges } from "./take-changes.ts";
import { takeChats } from "./take-chats.ts";

/** What a committed batch asks for next. */
export interface RoutedPoints {
  /** Rows that became something in this transaction. */
  readonly rows: number;
  /** There may be more: the limit was reached. */
  readonly more: boolean;
  /** Queues in which somebody new waits. */
  readonly queueIds: readonly QueueId[];
  /** Automatic answers to send. */
  readonly messageIds: readonly string[];
  /** Messages with files to fetch or to measure. */
  readonly filedIds: readonly string[];
  /** Receipts that may have waited for what this batch settled. */
  readonly settledKeys: readonly ContactKey[];
  /** Contacts that may be one person: to be judged now. */
  readonly linkIds: readonly string[];
  /** Until when answers are waited for, of customers in the attendant's menu. */
  readonly dues: readonly Due[];
  readonly marks: MailMarks;
  /** Messages that are part of a conversation now, and when they had been received. */
  readonly arrivals: readonly Pick<InboundMessage, "channel" | "receivedAt">[];
}

/**
 * Routes everything that waits at the given contact points, in one transaction:
 * lock → load unrouted rows → load state → fold → save → mark routed.
 *
 * @param limit rows at most: bounds memory and the time the locks are held
 */
export async function routeContactPoints(
  database: Database,
  keys: readonly ContactKey[],
  limit: number,
  configuration: RoutingConfiguration,
  tools: {
    readonly newId: NewId;
    readonly now: () => number;
    readonly aliases?: KnownAliases;
  },
): Promise<RoutedPoints> {
  const { aliases = new KnownAliases() } = tools;
  let named: readonly NamedPoint[] = [];
  const routed = await database.transaction(async ({ client, commitWith }) => {
    // One round trip: each statement is executed when the one before it is done, in a snapshot of
    // its own, so the rows are read after the locks are had.
    const [, unrouted, waiting] = await together(client, () => [
      lockContactPoints(client, keys),
      loadUnrouted(client, keys, limit),
      loadPoints(client, pointsWaiting(keys)),
    ]);
    if (unrouted.length === 0) {
      return {
        rows: 0,
        more: false,
        queueIds: [],
        messageIds: [],
        filedIds: [],
        settledKeys: [],
        linkIds: [],
        dues: [],
        marks: NO_MARKS,
        arrivals: [],
      };
    }

    crashPoint("R2");
    const now = tools.now();
    const messages = unrouted.flatMap((row) => (row.kind === "message" ? [row.message] : []));
    const changes = unrouted.flatMap((row) => (row.kind === "change" ? [row] : []));
    const chats = await takeChats(client, waiting, messages, aliases);
    named = chats.named;
    const receipts = [
      ...unrouted.flatMap((row) => (row.kind === "receipt" ? [row] : [])),
      ...chats.settled,
    ];
    const state = await loadBatchState(client, { ...chats, receipts }, configuration);
    const folded = decideBatch(state, chats.messages, now, configuration, tools.newId);
    const { routings } = folded;
    const answers = await planAutoAnswers(client, answerableMails(routings), {
      newId: tools.newId,
      now,
    });
    await saveReturned(client, folded.mails);
    await applyReceipts(client, receipts, now);
    if (receipts.length > 0) crashPoint("O6");
    const more = await takeChanges(client, changes, messages, now);
    const links = linksOf(chats.named, routings, tools.newId);
    crashPoint("R3");
    await commitWith(() => [
      ...saveRoutings(client, { routings, now }),
      saveAliases(client, chats.named),
      ...saveMails(client, folded.mails),
      saveAutoAnswers(client, answers, now),
      noteLinks(client, links, now),
    ]);

    return {
      rows: unrouted.length,
      more: unrouted.length === limit || more,
      queueIds: queuesThatGrew(routings),
      messageIds: [
        ...routings.flatMap((r) => (r.autoReply ? [r.autoReply.id] : [])),
        ...answers.map(({ id }) => id),
      ],
      filedIds: withUnknownFiles(routings).map((r) => r.routed.id),
      settledKeys: chats.settled.flatMap(({ inboxId, of, sentAs }) =>
        [of, sentAs].flatMap((id) => (id === undefined ? [] : [receiptKey(inboxId, id)])),
      ),
      linkIds: links.map(({ id }) => id),
      dues: talksOf(routings),
      marks: marksOf(folded.mails),
      arrivals: messages,
    };
  });
  aliases.remember(named);
  return routed;
}

/** What a batch's mails tell an operator; counts only, since addresses are not for logs. */
export interface MailMarks {
  /** Mails of our own that came back, or machines that answer us. */
  readonly loops: number;
  /** Senders that became a flood. */
  readonly held: number;
  /** Names that look like ours, and that we never made. */
  readonly forged: number;
}

const NO_MARKS: MailMarks = { loops: 0, held: 0, forged: 0 };

function marksOf(mails: readonly MailRouting[]): MailMarks {
  if (mails.length === 0) return NO_MARKS;
  return {
    loops: mails.filter(({ suppressed }) => suppressed?.because === "loop").length,
    held: mails.filter(({ held }) => held !== undefined).length,
    forged: mails.reduce((sum, { message }) => sum + message.mail.forged.length, 0),
  };
}

/** What this batch says of who is one person. */
function linksOf(
  named: readonly NamedPoint[],
  routings: readonly Routing[],
  newId: NewId,
): readonly ContactLink[] {
  const ofAccounts = named.flatMap(({ contact, formerly, address }) =>
    formerly.flatMap((fromId) =>
      contact
        ? [
            {
              ...{ intoId: contact.id, fromId, address },
              evidence: "alias" as const,
              because: "same-account" as const,
            },
          ]
        : [],
    ),
  );
  const signed = routings.flatMap(({ link }) => link ?? []);
  return [...ofAccounts, ...signed].map((link) => ({ ...link, id: newId() }));
}

function talksOf(routings: readonly Routing[]): readonly Due[] {
  return routings.flatMap(({ attended, routed: { conversation } }) => {
    const talk = attended && conversation.attendant?.talk;
    return talk ? [{ kind: "attendant" as const, id: conversation.id, at: talk.answerBy }] : [];
  });
}

function queuesThatGrew(routings: readonly Routing[]): readonly QueueId[] {
  return [
    ...new Set(
      routings.filter(beginsToWait).flatMap(({ routed }) => routed.conversation.queueId ?? []),
    ),
  ];
}
