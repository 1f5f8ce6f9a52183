import { boundedExternalId } from "@circuito/connector";
import type {
  Address,
  ChangeElement,
  ChatContent,
  InboundElement,
  MessageElement,
} from "@circuito/domain";
import { z } from "zod";
import type { BatchItem } from "./batch-item.ts";
import { context, readAnswers, readProduct, readReferral, referral } from "./chat-context.ts";
import { type Content, readContent } from "./content.ts";
import { newNames } from "./content-notice.ts";
import { readInstant, replyUntil } from "./instant.ts";
import { maybeId } from "./lenient.ts";
import { malformed } from "./malformed.ts";
import { findParty, groupAddress, type Party } from "./party.ts";
import { present } from "./present.ts";
import { providerErrors } from "./provider-error.ts";
import { readChange } from "./read-change.ts";

type MessageItem = Extract<BatchItem, { kind: "message" }>;

const common = z.object({
  id: z.string().min(1),
  type: z.string().min(1),
  timestamp: z.unknown(),
  from: maybeId,
  from_user_id: maybeId,
  to: maybeId,
  to_user_id: maybeId,
  group_id: maybeId,
  context,
  referral,
  errors: providerErrors,
});
export type Common = z.infer<typeof common>;

/** What nobody wrote opens no window for answers. */
const UNWRITTEN: readonly string[] = ["system", "request_welcome"];

/** Somebody wrote, or changed what they had written. */
export function readMessage(item: MessageItem, receivedAt: number): InboundElement {
  const read = common.safeParse(item.value);
  if (!read.success) {
    return malformed(item.raw(undefined), `a message: ${z.prettifyError(read.error)}`);
  }
  const said = read.data;
  const place = findPlace(said, item);
  if (typeof place === "string") return malformed(item.raw(undefined), place);
  const own = ownObject(item.value, said.type);
  const base = {
    externalId: boundedExternalId(said.id),
    idMadeBy: "provider" as const,
    raw: item.raw(place.party?.contact?.slice),
    from: place.address,
  };
  const at = readInstant(said.timestamp, receivedAt);
  const aliases = alsoKnownAs(place, newNames(said.type, own));
  const change = readChange(said.type, own);
  if (change) {
    return present({
      kind: "change" as const,
      ...base,
      ...aliases,
      by: item.by,
      ...change,
      at,
    }) satisfies ChangeElement;
  }
  const errors = said.errors.length > 0 ? said.errors : item.around.errors;
  const content = readContent(said.type, own, errors);
  const isTheirs = item.by === "customer";
  return present({
    kind: "message" as const,
    ...base,
    fromName: place.isGroup ? undefined : place.party?.contact?.name,
    to: isTheirs ? ownNumber(item) : undefined,
    sentAt: at,
    text: content.text,
    media: content.media ?? [],
    chat: chatOf(said, content, place, isTheirs),
    writtenBy: isTheirs ? undefined : ("us" as const),
    ...aliases,
    replyUntil: isTheirs && !UNWRITTEN.includes(said.type) ? replyUntil(at, receivedAt) : undefined,
    placeholder: content.placeholder,
  }) satisfies MessageElement;
}

/** The contact point that a message belongs to, and who spoke. */
interface Place {
  readonly address: Address;
  readonly isGroup: boolean;
  readonly party: Party | undefined;
}

/** The place, or why there is none. */
function findPlace(said: Common, { by, around }: MessageItem): Place | string {
  if (by === "customer" && said.from !== undefined && said.from === around.displayNumber) {
    return "from this inbox's own number";
  }
  const names =
    by === "customer"
      ? { phone: said.from, userId: said.from_user_id }
      : { phone: said.to, userId: said.to_user_id };
  const party = findParty(names, around.contacts);
  if (said.group_id !== undefined) {
    const address = groupAddress(said.group_id);
    return address ? { address, isGroup: true, party } : "of a group whose id cannot be read";
  }
  if (party) return { address: party.address, isGroup: false, party };
  return by === "customer" ? "no sender" : "no recipient";
}

/** A group's other names are not its speaker's. */
function alsoKnownAs(
  { address, isGroup, party }: Place,
  others: readonly Address[],
): Pick<MessageElement, "alsoKnownAs"> {
  if (isGroup) return {};
  const all = new Set([...(party?.alsoKnownAs ?? []), ...others]);
  all.delete(address);
  return all.size === 0 ? {} : { alsoKnownAs: [...all] };
}

function chatOf(
  said: Common,
  content: Content,
  { isGroup, party }: Place,
  isTheirs: boolean,
): ChatContent | undefined {
  const speaker =
    isGroup && isTheirs && party
      ? present({ address: party.address, name: party.contact?.name })
      : undefined;
  const chat = present({
    ...readAnswers(said.context),
    speaker,
    mediaAs: content.mediaAs,
    referral: readReferral(said.referral),
    special: content.special ?? readProduct(said.context),
  });
  return Object.keys(chat).length === 0 ? undefined : chat;
}

function ownNumber({ around }: MessageItem): string | undefined {
  return around.displayNumber ? `+${around.displayNumber}` : undefined;
}

/** The object that has the type's name. Its own only: `constructor` is a name, too. */
function ownObject(value: unknown, type: string): unknown {
  return Object.getOwnPropertyDescriptor(Object(value), type)?.value;
}
