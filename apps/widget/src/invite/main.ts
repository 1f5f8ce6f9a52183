import type { PageInvitations } from "@circuito/protocol/proactive-text";
import type { CircuitoApi } from "../loader/main.ts";
import type { Options } from "../loader/options.ts";
import { startInviting } from "./start-inviting.ts";

/*
 * Comes behind the loader in the same file, for inboxes that invite: other pages never load it. What it is
 * to know the gateway wrote before it.
 */

type Script = HTMLScriptElement & {
  readonly circuito?: Options;
  readonly circuitoInvitations?: PageInvitations;
};

function begin({ circuito, circuitoInvitations, dataset }: Script): void {
  const chat = window.Circuito as (CircuitoApi & { invites?: true }) | undefined;
  // A page that carries the script twice, or shows another inbox by it, is not invited by this one.
  if (!chat || !circuitoInvitations || "invites" in chat) return;
  const options: Options = { ...circuito, ...dataset };
  if (options.inbox !== circuitoInvitations.inbox) return;
  chat.invites = true;
  startInviting(circuitoInvitations, options, chat);
}

const script = document.currentScript;
if (script instanceof HTMLScriptElement) begin(script);
