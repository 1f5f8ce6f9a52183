import type { MailboxTestEvent } from "../../api/mailbox-setup.ts";
import { postLines } from "../../api/post-lines.ts";

export interface MailboxUnderTest {
  readonly settings: Readonly<Record<string, unknown>>;
  /** The inbox whose settings they would become; its stored secrets are used where none is given. */
  readonly inboxId?: string;
}

/**
 * Tries a mailbox and tells each step as it ends.
 * @throws ApiError when it was not begun, or when the line broke before it was over
 */
export function runMailboxTest(
  mailbox: MailboxUnderTest,
  onEvent: (event: MailboxTestEvent) => void,
  signal: AbortSignal,
): Promise<void> {
  return postLines("/mailboxes/test", mailbox, onEvent, signal);
}
