import type { Address, MailContent } from "@circuito/domain";

/** A mail as a person types one for a trial: words, a subject, and its sender as vouched for. */
export function writtenMail(input: {
  readonly from: Address;
  readonly subject?: string;
  readonly to?: string;
}): MailContent {
  const address = input.from.replace(/^mailto:/, "");
  return {
    subject: input.subject ?? "",
    from: [{ name: "", address }],
    sender: undefined,
    replyTo: [],
    to: input.to === undefined ? [] : [{ name: "", address: input.to }],
    cc: [],
    messageId: undefined,
    inReplyTo: [],
    references: [],
    origin: "received",
    classification: { class: "human", evidence: [], noAnswer: false },
    keys: [],
    forged: [],
    isAuthenticated: true,
    enclosesMail: false,
    hasQuote: false,
    bounce: undefined,
    fullText: undefined,
    html: undefined,
    remarks: [],
    textSha256: "",
  };
}
