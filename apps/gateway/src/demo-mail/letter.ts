import type { ReadResult } from "@circuito/connectors/email";
import type { Mailbox, MailHeader } from "@circuito/domain";

/** A letter as the demo's page shows it: bounded in every direction, whatever was sent. */
export interface Letter {
  readonly id: string;
  /** `received`: one of ours came to the customer; `sent`: the customer's, from the page. */
  readonly direction: "received" | "sent";
  /** Ms since epoch. */
  readonly at: number;
  readonly from: readonly Mailbox[];
  readonly replyTo: readonly Mailbox[];
  readonly to: readonly Mailbox[];
  readonly cc: readonly Mailbox[];
  readonly subject: string;
  readonly messageId: string | undefined;
  readonly inReplyTo: readonly string[];
  readonly references: readonly string[];
  /** Auto-Submitted: nobody wrote it. */
  readonly automatic: string | undefined;
  readonly text: string;
  /** Made safe where it was parsed. */
  readonly html: string | undefined;
  readonly files: readonly { readonly name: string; readonly sizeBytes: number }[];
  readonly headers: readonly MailHeader[];
}

/** A screenful of pages; with {@link LETTERS_MAX} of them at most some tens of megabytes. */
const TEXT_LENGTH_MAX = 100_000;
const HTML_LENGTH_MAX = 300_000;
const HEADERS_SHOWN_MAX = 60;
const HEADER_LENGTH_MAX = 2_000;
const FILES_SHOWN_MAX = 50;

/** What is shown of a mail that was read, or of one that could not be. */
export function letterOf(
  read: ReadResult,
  place: Pick<Letter, "id" | "direction" | "at"> & { readonly recipients: readonly string[] },
): Letter {
  const { recipients, ...rest } = place;
  if (!read.ok) {
    return {
      ...rest,
      ...NOBODY,
      to: recipients.map((address) => ({ name: "", address })),
      text: `Esta carta não pôde ser lida (${read.because}).`,
    };
  }
  const { mail, view, pages } = read;
  const { from, replyTo, to, cc, messageId, inReplyTo, references } = mail;
  return {
    ...rest,
    ...{ from, replyTo, to, cc, messageId, inReplyTo, references },
    subject: mail.subject,
    automatic: mail.headers.find(({ name }) => name === "auto-submitted")?.value.trim(),
    text: view.text.slice(0, TEXT_LENGTH_MAX),
    // Cut HTML is another HTML.
    html: pages && pages.full.html.length <= HTML_LENGTH_MAX ? pages.full.html : undefined,
    files: mail.attachments
      .slice(0, FILES_SHOWN_MAX)
      .map(({ fileName, sizeBytes }) => ({ name: fileName, sizeBytes })),
    headers: mail.headers
      .slice(0, HEADERS_SHOWN_MAX)
      .map(({ name, value }) => ({ name, value: value.trim().slice(0, HEADER_LENGTH_MAX) })),
  };
}

const NOBODY: Omit<Letter, "id" | "direction" | "at" | "to" | "text"> = {
  from: [],
  replyTo: [],
  cc: [],
  subject: "",
  messageId: undefined,
  inReplyTo: [],
  references: [],
  automatic: undefined,
  html: undefined,
  files: [],
  headers: [],
};

/** A page to look at, not an archive. */
export const LETTERS_MAX = 50;

/** The letters of the demo's customers, newest first; the oldest make room. */
export interface LetterBox {
  readonly all: () => readonly Letter[];
  readonly find: (id: string) => Letter | undefined;
  readonly add: (letter: Letter) => void;
}

export function createLetterBox(): LetterBox {
  const letters: Letter[] = [];
  return {
    all: () => letters,
    find: (id) => letters.find((letter) => letter.id === id),
    add(letter) {
      // A mail that is sent again after a doubt is the same mail.
      const known = letters.findIndex(
        ({ messageId, direction }) =>
          messageId !== undefined &&
          messageId === letter.messageId &&
          direction === letter.direction,
      );
      if (known >= 0) return;
      letters.unshift(letter);
      letters.splice(LETTERS_MAX);
    },
  };
}
