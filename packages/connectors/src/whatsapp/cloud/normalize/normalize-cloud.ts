import type { InboundElement } from "@circuito/domain";
import type { BatchItem } from "./batch-item.ts";
import { keepApart } from "./keep-apart.ts";
import { malformed } from "./malformed.ts";
import { providerErrors } from "./provider-error.ts";
import { readMessage } from "./read-message.ts";
import { readStatus } from "./read-status.ts";
import { splitBatch } from "./split-batch.ts";

/** What we must know of ourselves to read what is for us. */
export interface Ours {
  readonly phoneNumberId: string;
}

/**
 * One webhook body, its signature already checked: an element for everything in it. Pure.
 *
 * What is for another number of the same app is kept here as `unknown_account` and becomes nobody's
 * message; what this build does not read (a template's new status, an account's restriction) is kept
 * with its field's name. Both are parked: an operator sees them, and nothing is lost.
 *
 * Source: developers.facebook.com/documentation/business-messaging/whatsapp/webhooks.
 * @param receivedAt ms since epoch, for times that Meta does not tell
 */
export function normalizeCloud(body: Uint8Array, ours: Ours, receivedAt: number): InboundElement[] {
  const batch = splitBatch(body);
  if (batch.kind === "whole") return [malformed(body, batch.because)];
  return keepApart(batch.items.map((item) => readItem(item, ours, receivedAt)));
}

function readItem(item: BatchItem, ours: Ours, receivedAt: number): InboundElement {
  if (item.kind === "unread") return malformed(item.raw(undefined), item.because);
  const { phoneNumberId } = item.around;
  if (phoneNumberId !== ours.phoneNumberId) {
    const other = JSON.stringify(phoneNumberId?.slice(0, 32) ?? null);
    return malformed(item.raw(undefined), `unknown_account: for phone number id ${other}`);
  }
  switch (item.kind) {
    case "message":
      return readMessage(item, receivedAt);
    case "status":
      return readStatus(item.value, item.raw(undefined), receivedAt);
    case "error": {
      const [error] = providerErrors.parse([item.value]);
      const said = error ? `${error.code}: ${error.reason}` : "that cannot be read";
      return malformed(item.raw(undefined), `an error of the provider's, ${said}`);
    }
  }
}

/** Whether an element is one that was for somebody else (B-34). */
export function isOfUnknownAccount(element: InboundElement): boolean {
  return element.kind === "malformed" && element.error.startsWith("unknown_account");
}
