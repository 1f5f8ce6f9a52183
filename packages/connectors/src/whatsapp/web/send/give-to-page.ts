import { SendError } from "@circuito/connector";
import {
  CallBrokenOff,
  CallFailed,
  CallRefused,
  CallTimedOut,
  type RawMessage,
  type WaFile,
  type WaSession,
} from "../wa-session.ts";
import type { WebTimes } from "../web-times.ts";

/** One message of WhatsApp: words, or a file with a caption. */
export interface Handed {
  readonly chat: string;
  readonly text: string;
  readonly quotes: readonly string[];
  readonly file: WaFile | undefined;
}

export interface Giving {
  readonly times: Pick<WebTimes, "sendTimeoutMs" | "callTimeoutMs">;
  /** The customer sees that they were read. */
  readonly seen: boolean;
  readonly unsettled: (chat: string) => void;
  readonly signal: AbortSignal;
}

/**
 * Hands a message to the page.
 * @returns the message as it is in the page; whether WhatsApp has it, its acks say
 * @throws SendError — `retry` only where nothing can have left us
 */
export async function giveToPage(
  session: WaSession,
  { file, ...rest }: Handed,
  { times, seen, unsettled, signal }: Giving,
): Promise<RawMessage> {
  const args = { ...rest, ...(file && { file }), seen };
  const call = () => withinPatience(session.call("send", args, times.sendTimeoutMs), signal);
  try {
    const raw = await call().catch(async (error: unknown) => {
      // The page does not know the person yet; asking for them makes it (trap 14).
      if (!isUnknownPerson(error)) throw error;
      await session.call("lidAndPhone", { wid: rest.chat }, times.callTimeoutMs).catch(() => {});
      return call();
    });
    if (raw !== undefined && raw !== null) return raw;
  } catch (error) {
    if (mayHaveLeft(error)) unsettled(rest.chat);
    throw sendErrorOf(error);
  }
  throw new SendError("unreachable-address", "WhatsApp has no such chat");
}

function sendErrorOf(error: unknown): unknown {
  if (isUnknownPerson(error)) return new SendError("unreachable-address", "not on WhatsApp");
  if (error instanceof CallRefused) {
    return new SendError("retry", "the browser is gone", { cause: error });
  }
  if (!mayHaveLeft(error)) return error;
  return new SendError("unknown", "the page did not say whether it was sent", { cause: error });
}

/** What the page had done when it threw, it does not say: that, too, may have left. */
function mayHaveLeft(error: unknown): boolean {
  return (
    error instanceof CallTimedOut ||
    error instanceof CallBrokenOff ||
    (error instanceof CallFailed && !isUnknownPerson(error))
  );
}

function isUnknownPerson(error: unknown): boolean {
  return error instanceof CallFailed && /no lid for user/i.test(error.message);
}

/** Whoever waits for the page has given up; what the page makes of the call, nobody knows. */
function withinPatience<T>(call: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(new CallTimedOut("given up"));
    if (signal.aborted) giveUp();
    signal.addEventListener("abort", giveUp, { once: true });
    call.then(resolve, reject).finally(() => signal.removeEventListener("abort", giveUp));
  });
}
