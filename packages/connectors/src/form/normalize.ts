import { createHash } from "node:crypto";
import { cleanText, type SubmittedForm } from "@circuito/connector";
import { formSubject, formText, type MailContent, type MessageElement } from "@circuito/domain";

/** What was typed, as an element: a mail that nobody vouches for. Pure. */
export function normalizeForm(submitted: SubmittedForm): MessageElement {
  const { id, form, files, locale } = submitted;
  const text = cleanText(formText(form, locale));
  const { email, name, phone } = form;
  const raw = {
    id,
    locale,
    ...form,
    files: files.map(({ stored, fileName }) => [stored.sha256, fileName]),
  };
  return {
    kind: "message",
    externalId: id,
    // The page's own id: who goes back and sends other words with it has said something new.
    idMadeBy: "sender",
    raw: new TextEncoder().encode(JSON.stringify(raw)),
    from: `form:${id}`,
    ...(name === undefined ? {} : { fromName: cleanText(name) }),
    text,
    media: [...files],
    mail: {
      ...NOT_A_MAIL,
      subject: cleanText(formSubject(form, locale)),
      from: [{ name: cleanText(name ?? ""), address: email }],
      textSha256: createHash("sha256").update(text).digest("hex"),
    },
    locale,
    claims: { email, ...(phone === undefined ? {} : { phone: cleanText(phone) }) },
  };
}

/** All that mails have and forms have not. */
const NOT_A_MAIL: Omit<MailContent, "subject" | "from" | "textSha256"> = {
  sender: undefined,
  replyTo: [],
  to: [],
  cc: [],
  messageId: undefined,
  inReplyTo: [],
  references: [],
  origin: "form",
  classification: { class: "human", evidence: [], noAnswer: false },
  keys: [],
  forged: [],
  isAuthenticated: false,
  enclosesMail: false,
  hasQuote: false,
  bounce: undefined,
  fullText: undefined,
  html: undefined,
  remarks: [],
};
