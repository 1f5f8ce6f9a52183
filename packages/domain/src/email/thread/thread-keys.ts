import type { ParsedMail } from "../parsed-mail.ts";
import { readMessageId, readReferences, readReplyAddress, type Signer } from "./signed-names.ts";

/** By what a mail may find its conversation (rules §2, T1 to T5), in the order of precedence. */
export type ThreadRule =
  | "reply-address"
  | "own-message-id"
  | "stored-id"
  | "signed-reference"
  | "provider-thread";

/** One thing to look up. `id` is a conversation, a message, a Message-ID, a protocol or a thread id. */
export interface ThreadKey {
  readonly rule: ThreadRule;
  readonly id: string;
  /** As it stood in the mail. */
  readonly evidence: string;
}

export interface ThreadKeys {
  readonly keys: readonly ThreadKey[];
  /** Names that look like ours and are not: a line for the security log each. */
  readonly forged: readonly string[];
}

/** Rules §2: at most so many foreign ids are looked up. */
const STORED_IDS_MAX = 100;
/** References in running text are looked for at its beginning only. */
const TEXT_READ_MAX = 20_000;

/** Everything in a mail that may name a conversation; the store looks the keys up, then `threadMail`. */
export function threadKeys(
  mail: Pick<ParsedMail, "deliveredTo" | "to" | "cc" | "inReplyTo" | "references" | "subject"> & {
    readonly visibleText: string;
    readonly providerThreadId: string | undefined;
  },
  inboxId: string,
  signer: Signer,
): ThreadKeys {
  const keys: ThreadKey[] = [];
  const forged: string[] = [];
  const recipients = [...mail.to, ...mail.cc].flatMap((mailbox) => mailbox.address ?? []);
  for (const address of unique([...mail.deliveredTo, ...recipients])) {
    const name = readReplyAddress(address, inboxId, signer);
    if (name.kind === "valid") keys.push({ rule: "reply-address", id: name.id, evidence: address });
    else if (name.kind === "forged") forged.push(address);
  }
  // In-Reply-To names what is answered; of the references the newest stands last.
  const ids = unique([...mail.inReplyTo, ...[...mail.references].reverse()]).slice(
    0,
    STORED_IDS_MAX,
  );
  const foreign: ThreadKey[] = [];
  for (const id of ids) {
    const name = readMessageId(id, signer);
    if (name.kind === "valid") keys.push({ rule: "own-message-id", id: name.id, evidence: id });
    else if (name.kind === "forged") forged.push(id);
    else foreign.push({ rule: "stored-id", id, evidence: id });
  }
  keys.push(...foreign);
  const text = `${mail.subject}\n${mail.visibleText.slice(0, TEXT_READ_MAX)}`;
  for (const protocol of readReferences(text, signer)) {
    keys.push({ rule: "signed-reference", id: protocol, evidence: protocol });
  }
  if (mail.providerThreadId !== undefined && mail.providerThreadId !== "") {
    const id = mail.providerThreadId;
    keys.push({ rule: "provider-thread", id, evidence: id });
  }
  return { keys, forged };
}

function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}
