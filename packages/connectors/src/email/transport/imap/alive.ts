import type { ImapFlow } from "imapflow";

/** What broke a connection, if it was more than its end: commands in hand are only told that it is gone. */
const broken = new WeakMap<ImapFlow, unknown>();

/** Without a listener an error of the socket would end the process; `close` follows it. */
export function watchErrors(client: ImapFlow): void {
  client.on("error", (error: unknown) => {
    broken.set(client, error);
    client.close();
  });
}

/** The error that a failed command comes from. */
export function rootOf(client: ImapFlow, error: unknown): unknown {
  return broken.get(client) ?? error;
}

/**
 * The answer, if the connection that gave it still stands: asked on a closed one, the library answers
 * with nothing instead of an error, and nothing would be taken for an empty mailbox.
 */
export async function answered<T>(client: ImapFlow, answer: Promise<T>): Promise<T> {
  const value = await answer;
  if (!client.usable || client.mailbox === false) {
    throw rootOf(client, new Error("the connection is gone"));
  }
  return value;
}
