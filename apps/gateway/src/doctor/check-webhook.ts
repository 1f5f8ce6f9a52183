import { type Finding, found, judgeWebhook } from "@circuito/domain";
import type { StoredInbox } from "@circuito/store";
import { connectorFor } from "../inboxes/connectors.ts";
import { webhookUrl, wholeSettings } from "../inboxes/open-connector.ts";
import type { DoctorParts } from "./doctor-parts.ts";
import { callWebhook } from "./look/call-webhook.ts";

/** Asks the public address of an inbox as its provider would, with a request that changes nothing. */
export async function checkWebhook(
  { publicUrl, sealer, now }: DoctorParts,
  inbox: StoredInbox,
  signal: AbortSignal,
): Promise<Finding> {
  if (!inbox.enabled) return found("webhook-off");
  const request = nothingSaid(inbox, { publicUrl, sealer, at: now() });
  if (!request) return found("settings-unreadable");
  return judgeWebhook(await callWebhook(publicUrl, request, signal));
}

/** `undefined` where the settings cannot be opened or read: what is wrong with them may be a secret. */
function nothingSaid(
  inbox: StoredInbox,
  parts: Pick<DoctorParts, "publicUrl" | "sealer"> & { readonly at: number },
) {
  try {
    const definition = connectorFor(inbox.channel);
    const settings = definition?.settings.parse(wholeSettings(inbox, parts.sealer));
    return definition?.sayNothing?.(settings, webhookUrl(parts.publicUrl, inbox.id), parts.at);
  } catch {
    return undefined;
  }
}
