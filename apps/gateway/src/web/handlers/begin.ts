import { cleanText } from "@circuito/connector";
import { type AskedChat, begin, type Refusal } from "@circuito/desk";
import { type Address, type ConversationId, type Principal, writableAt } from "@circuito/domain";
import type { ContactPointView } from "@circuito/protocol";
import {
  listInboxes,
  loadConversationViews,
  type PointReading,
  readPoints,
  type StoredInbox,
} from "@circuito/store";
import { chosenTemplate } from "../asked-chat.ts";
import type { Handlers } from "../handler.ts";
import { HttpProblem } from "../problem.ts";
import { problemOfRefusal } from "../refusal-problem.ts";
import { verbAnswer } from "../verb-answer.ts";
import { mayReadConversation, visibleContact } from "../visible.ts";
import type { WebParts } from "../web-parts.ts";

type Verb = "listContactPoints" | "beginConversation";
type Open = NonNullable<ContactPointView["open"]>;

/** One of us writes first: where that can be done, and doing it. */
export function beginHandlers(parts: WebParts): Pick<Handlers, Verb> {
  const { database, desk, tombstones, now } = parts;

  return {
    async listContactPoints({ who, query: { contactId, address } }) {
      const addresses = await addressesOf(parts, who, contactId, address);
      const inboxes = await listInboxes(database.pool);
      const asked = inboxes.flatMap(({ id: inboxId, channel }) =>
        addresses.map((one) => ({ inboxId, channel, address: one })),
      );
      const points = await readPoints(database.pool, asked, tombstones);
      const views = await Promise.all(
        points.map(async (point, at): Promise<ContactPointView[]> => {
          const inbox = inboxes.find(({ id }) => id === point.inboxId);
          // Of one account under several names its own name is enough.
          const isAgain = points.findIndex((other) => isSame(point, other)) < at;
          if (!inbox || isAgain) return [];
          return await viewOf(parts, who, inbox, point, now());
        }),
      );
      return { items: views.flat() };
    },

    async beginConversation({ who, body }) {
      const { template: chosen, text, ...rest } = body;
      if (rest.contactId !== undefined) await visibleContact(parts, who, rest.contactId);
      const connector = await parts.connectorOf(body.inboxId);
      const template: AskedChat["template"] =
        chosen && (await chosenTemplate(parts, body.inboxId, chosen));
      const result = await begin({ ...desk, tombstones }, who, {
        ...rest,
        text: cleanText(text ?? ""),
        template,
        wantsTemplates: connector?.templates !== undefined,
      });
      if (result.kind === "refused") {
        throw await problemOf(parts, who, result);
      }
      return await verbAnswer(parts, result, who, result.conversationId);
    },
  };
}

/** Whose addresses are meant; of a contact, those of one that the caller may see. */
async function addressesOf(
  parts: WebParts,
  who: Principal,
  contactId: string | undefined,
  address: Address | undefined,
): Promise<readonly Address[]> {
  if (contactId === undefined) return address === undefined ? [] : [address];
  const { addresses } = await visibleContact(parts, who, contactId);
  const held = addresses.map((one) => one.address as Address);
  return address === undefined ? held : held.filter((one) => one === address);
}

const isSame = (a: PointReading, b: PointReading) =>
  a.inboxId === b.inboxId && a.address === b.address;

/** Absent where a channel does not go to such an address: nobody would look for it there. */
async function viewOf(
  parts: WebParts,
  who: Principal,
  { id, name, channel }: StoredInbox,
  point: PointReading,
  now: number,
): Promise<ContactPointView[]> {
  const wantsTemplates = (await parts.connectorOf(id))?.templates !== undefined;
  const writable = writableAt({ ...point, channel, wantsTemplates }, now);
  const because = writable.kind === "refused" ? writable.because : null;
  if (because === "other-channel" || because === "not-routable") return [];
  return [
    {
      inboxId: id,
      inboxName: name,
      channel,
      address: point.asked,
      takes: writable.kind === "refused" ? "nothing" : writable.kind,
      because,
      open: point.openId === undefined ? null : await openOf(parts, who, point.openId),
    },
  ];
}

/** What is open, as far as it is the caller's to see; that it is there they would learn by trying. */
async function openOf(parts: WebParts, who: Principal, id: ConversationId): Promise<Open> {
  const [view] = await loadConversationViews(parts.database.pool, [id]);
  if (!view || !(await mayReadConversation(parts, who, id))) {
    return { conversationId: null, protocol: null, assigneeName: null };
  }
  const { protocol, assignee } = view;
  return { conversationId: id, protocol, assigneeName: assignee?.name ?? null };
}

/** Where one is open, the caller is led there. */
async function problemOf(parts: WebParts, who: Principal, refusal: Refusal): Promise<HttpProblem> {
  const openId = refusal.code === "wrong-state" ? refusal.openId : undefined;
  if (openId === undefined) return problemOfRefusal(refusal);
  return new HttpProblem("wrong-state", "a conversation is open there", {
    details: { because: "another-is-open", open: await openOf(parts, who, openId) },
  });
}
