import type { InboxView } from "@circuito/protocol";
import type { TrialMessage } from "../routing-api.ts";

/** What a made-up message is made of, as it is typed. */
export interface TypedTrial {
  readonly inboxId: string;
  readonly from: string;
  readonly subject: string;
  readonly text: string;
  readonly locale: string;
  /** Ids from the menu's top, with slashes; empty: no menu was shown. */
  readonly menuAnswer: string;
  /** As `<input type="datetime-local">` has it; empty: now. */
  readonly at: string;
}

/** Somebody who never wrote, as each channel names people. Reserved numbers and domains. */
export function strangerOn(channel: string): string {
  switch (channel) {
    case "email":
      return "cliente@example.com";
    case "webchat":
      return "visitor:00000000-0000-4000-8000-000000000000";
    case "form":
      return "form:00000000-0000-4000-8000-000000000000";
    case "loopback":
      return "cliente";
    default:
      return "+55 11 90000-0000";
  }
}

export function firstTrial(inboxes: readonly InboxView[]): TypedTrial {
  const inbox = inboxes.find(({ enabled }) => enabled) ?? inboxes[0];
  return {
    inboxId: inbox?.id ?? "",
    from: strangerOn(inbox?.channel ?? ""),
    ...{ subject: "", text: "", locale: "", menuAnswer: "", at: "" },
  };
}

/** What the server is asked: what is empty is left out. */
export function messageOf(typed: TypedTrial, channel: string | undefined): TrialMessage {
  const { inboxId, from, text, subject, locale, menuAnswer, at } = typed;
  return {
    ...{ inboxId, from: from.trim(), text },
    ...(channel === "email" && subject !== "" && { subject }),
    ...(locale !== "" && { locale }),
    ...(menuAnswer !== "" && { menuAnswer: menuAnswer.split("/") }),
    ...(at !== "" && { at: new Date(at).toISOString() }),
  };
}
