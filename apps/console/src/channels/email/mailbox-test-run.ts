import { linesOf } from "../../api/lines-of.ts";
import type { MailboxTestEvent } from "../../api/mailbox-setup.ts";
import { ApiError } from "../../api/request.ts";

export interface MailboxUnderTest {
  readonly settings: Readonly<Record<string, unknown>>;
  /** The inbox whose settings they would become; its stored secrets are used where none is given. */
  readonly inboxId?: string;
}

/**
 * Tries a mailbox and tells each step as it ends.
 * @throws ApiError when it was not begun, or when the line broke before it was over
 */
export async function runMailboxTest(
  mailbox: MailboxUnderTest,
  onEvent: (event: MailboxTestEvent) => void,
  signal: AbortSignal,
): Promise<void> {
  let answer: Response;
  try {
    answer = await fetch("/api/v1/mailboxes/test", {
      method: "POST",
      credentials: "same-origin",
      headers: { "content-type": "application/json", "x-circuito-csrf": "1" },
      body: JSON.stringify(mailbox),
      signal,
    });
  } catch (cause) {
    throw new ApiError(0, {}, { cause });
  }
  if (!answer.ok || answer.body === null) {
    throw new ApiError(answer.status, await answer.json().catch(() => ({})));
  }
  let isOver = false;
  try {
    for await (const line of linesOf(answer.body)) {
      const event = JSON.parse(line) as MailboxTestEvent;
      isOver ||= event.kind === "finished";
      onEvent(event);
    }
  } catch (cause) {
    throw new ApiError(0, {}, { cause });
  }
  if (!isOver) throw new ApiError(0, {});
}
