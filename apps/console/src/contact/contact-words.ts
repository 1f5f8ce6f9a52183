import type { ContactSuggestionView } from "@circuito/protocol";
import { addressText } from "../i18n/labels.ts";
import { type MessageId, t } from "../i18n/translate.ts";

/** How sure we are that the address is theirs; what we do not know is shown as it came. */
export function evidenceText(evidence: string): string {
  const id = EVIDENCE[evidence];
  return id === undefined ? evidence : t(id);
}

const EVIDENCE: Readonly<Record<string, MessageId>> = {
  "self-declared": "evidence.selfDeclared",
  "agent-asserted": "evidence.agentAsserted",
  alias: "evidence.alias",
  "channel-proven": "evidence.channelProven",
  signed: "evidence.signed",
};

/** What says that two contacts may be one person. */
export function whyText({
  because,
  shares,
}: Pick<ContactSuggestionView, "because" | "shares">): string {
  const id = WHY[because];
  return id === undefined ? because.replaceAll("-", " ") : t(id, { shares: sharedText(shares) });
}

const WHY: Readonly<Record<string, MessageId>> = {
  "claims-address": "contact.why.claimsAddress",
  "claims-alike": "contact.why.claimsAlike",
  "same-number": "contact.why.sameNumber",
  "same-account": "contact.why.sameAccount",
  "signed-identity": "contact.why.signedIdentity",
};

/** `br:11:40000001` is a mobile number by what its spellings have in common. */
function sharedText(shares: string | null): string {
  const mobile = /^br:(\d\d):(\d{8})$/.exec(shares ?? "");
  return addressText(mobile ? `tel:+55${mobile[1]}9${mobile[2]}` : (shares ?? ""));
}
