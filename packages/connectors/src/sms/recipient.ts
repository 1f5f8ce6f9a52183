import { type OutboundMessage, SendError } from "@circuito/connector";
import { TEXT_LENGTH_MAX } from "./sms-limits.ts";

/**
 * The number a message goes to.
 * @throws SendError `unreachable-address` for an opaque sender (a brand, a short code): it can
 *   write, nobody can answer it; `unsupported` for what no SMS carries
 */
export function recipientNumber(message: OutboundMessage): string {
  if (!message.to.startsWith("tel:")) {
    throw new SendError("unreachable-address", "this sender is no number, it cannot be answered");
  }
  if (message.text.length > TEXT_LENGTH_MAX) {
    throw new SendError("unsupported", `text over ${TEXT_LENGTH_MAX} characters`);
  }
  if (message.text === "" && message.media.length === 0) {
    throw new SendError("unsupported", "an empty message cannot be sent");
  }
  return message.to.slice("tel:".length);
}
