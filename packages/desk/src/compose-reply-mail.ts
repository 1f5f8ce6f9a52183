import {
  type AnswerDraft,
  type AskedMail,
  type AskedRecipient,
  type ComposedMail,
  type ConversationId,
  cleanSubject,
  composeAnswer,
  type DeskConversation,
  draftAnswer,
  isMailLike,
  type Mailbox,
  type MessageId,
} from "@circuito/domain";
import { findAnswerMail, loadAnswerFacts, type Queryable } from "@circuito/store";
import { invalid, type Refusal } from "./refusal.ts";

/** The mail of a reply; `none` on channels that are no mail, and for notes. */
export async function composeReplyMail(
  q: Queryable,
  conversation: DeskConversation,
  input: { readonly kind: "reply" | "note"; readonly mail?: AskedMail | undefined },
): Promise<{ kind: "none" } | { kind: "mail"; mail: ComposedMail } | Refusal> {
  if (!isMailLike(conversation.channel) || input.kind === "note") {
    return input.mail === undefined ? { kind: "none" } : invalid("not-a-mail");
  }
  const composed = composeAnswer(await loadAnswerFacts(q, conversation.id), input.mail);
  if (composed.kind === "mail") return composed;
  const { because, address } = composed;
  return {
    kind: "refused",
    code: "invalid",
    because,
    ...(address !== undefined && { address }),
  };
}

/** What a reply to the conversation would be if nobody changed anything. */
export async function draftReplyMail(q: Queryable, id: ConversationId): Promise<AnswerDraft> {
  return draftAnswer(await loadAnswerFacts(q, id));
}

/** Whether a message that is said again goes to others, or under another subject, than at first. */
export async function isOtherMail(
  q: Queryable,
  messageId: MessageId,
  asked: AskedMail | undefined,
): Promise<boolean> {
  if (asked === undefined) return false;
  const first = await findAnswerMail(q, messageId);
  if (!first) return true;
  const to = addressesOf(first.to);
  return (
    (asked.subject !== undefined && cleanSubject(asked.subject) !== first.subject) ||
    (asked.to !== undefined && !isSame(addressesOf(asked.to), to)) ||
    // Whoever stands in both is written to once, as the first.
    (asked.cc !== undefined &&
      !isSame(
        without(addressesOf(asked.cc), addressesOf(asked.to ?? first.to)),
        addressesOf(first.cc),
      ))
  );
}

function addressesOf(people: readonly (AskedRecipient | Mailbox)[]): ReadonlySet<string> {
  return new Set(people.flatMap(({ address }) => address?.toLowerCase() ?? []));
}

function without(all: ReadonlySet<string>, others: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...all].filter((address) => !others.has(address)));
}

function isSame(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return one.size === other.size && [...one].every((address) => other.has(address));
}
