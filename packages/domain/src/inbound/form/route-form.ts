import { mailtoAddress } from "../../email/mail-address.ts";
import { THREADING_VERSION, type ThreadVerdict } from "../../email/thread/thread-mail.ts";
import { identify } from "../../identity/identify.ts";
import { asId } from "../../ids.ts";
import { recordOf } from "../../routing/choose-route.ts";
import { append, open } from "../conversation-moves.ts";
import { findRoute } from "../find-route.ts";
import type { MailPerson } from "../mail/mail-record.ts";
import type { MailMessage, MailRouting } from "../mail/route-mail.ts";
import type { RoutingContext } from "../route-inbound.ts";

/** It names nothing, so nothing was judged. */
const NEW: ThreadVerdict = {
  version: THREADING_VERSION,
  placement: { kind: "new", possiblyRelated: [] },
  candidates: [],
};

/**
 * The fold step of a contact form, beside `routeMail`. It always opens a conversation, with a contact of
 * its own: to type an address proves nothing, so it joins nothing and shows nobody's history (decision
 * 33, invariant 13). The conversation is in the mailbox that answers it and goes to the address that was
 * typed; the first answer that comes from there, vouched for, makes the two contacts one
 * (`provenByAnswer`).
 */
export function routeForm(message: MailMessage, now: number, context: RoutingContext): MailRouting {
  const { mail, inboxId } = message;
  const { answersIn } = context.mailSettingsOf(inboxId);
  const who = identify(
    { contact: undefined, vouchedFor: undefined, unheld: [message.from] },
    { from: message.from, fromName: message.fromName, provenAs: undefined },
    context.newId,
  );
  const subject = { contact: who.contact, returning: false };
  const route = findRoute(message, subject, now, context);
  const [typed] = mail.from;
  const address = typed?.address === undefined ? message.from : mailtoAddress(typed.address);
  const place = { ...message, from: address, inboxId: answersIn ?? inboxId };
  const opened = open(place, who.contact.id, route, undefined, context);
  const conversation = append(opened, now, true);
  const people: readonly MailPerson[] =
    typed?.address === undefined
      ? []
      : [{ address: typed.address.toLowerCase(), name: typed.name, role: "unverified" }];
  return {
    message,
    suppressed: undefined,
    returned: [],
    counts: undefined,
    held: undefined,
    routing: {
      point: {
        contact: who.contact,
        vouchedFor: undefined,
        unheld: [],
        current: conversation,
        previous: undefined,
        optedOut: false,
      },
      routed: {
        id: asId(context.newId()),
        ledgerId: message.ledgerId,
        conversation,
        seq: conversation.lastSeq,
        previousPublicSeq: opened.lastPublicSeq,
        message,
        direction: "inbound",
        contactId: who.contact.id,
        agentId: undefined,
      },
      contactCreated: true,
      learned: who.learned.map((one) => ({ ...one, evidence: "self-declared" as const })),
      activities: [
        {
          conversationId: conversation.id,
          kind: "opened",
          because: route.choice.because,
          data: recordOf(route.choice),
        },
        {
          conversationId: conversation.id,
          kind: "sent-by-form",
          because: "address-not-vouched-for",
          data: { inboxId, ...(typed?.address !== undefined && { address: typed.address }) },
        },
      ],
      keyword: undefined,
      autoReply: undefined,
      route,
      trail: {
        identify: who.because,
        thread: "names-no-conversation",
        route: route.choice.because,
        ...recordOf(route.choice),
        mail: { class: "human", author: "typed", because: undefined },
      },
      mail: {
        content: mail,
        class: "human",
        writer: "unverified",
        verdict: NEW,
        names: [],
        people,
        subject: mail.subject,
      },
    },
  };
}
