import type { CustomerSocket, OpenInbox } from "@circuito/connector";
import type { ProblemCode } from "./answers.ts";
import { type Handshake, handshake } from "./client-events.ts";
import { type Identity, readIdentity, subjectDigest } from "./identity.ts";
import { originAllowed } from "./origin.ts";
import type { WebchatSettings } from "./settings.ts";
import { newVisitor, readToken, type Visitor } from "./visitor-token.ts";

export type Admission =
  | { readonly kind: "refused"; readonly code: ProblemCode }
  | {
      readonly kind: "admitted";
      readonly visitor: Visitor;
      readonly identity: Identity | undefined;
      /** An identity was given and did not hold; the visitor stays anonymous. */
      readonly identityFailed: boolean;
      /** What the browser holds is this visitor's. */
      readonly returning: boolean;
      readonly asked: Handshake;
    };

/**
 * Who a connecting browser is. Nothing it says of itself is believed: the visitor's token is ours,
 * the identity is signed by the host page. A visitor who once proved an identity is them only
 * together with it: whoever signs in next in the same browser does not see their conversation.
 */
export async function admit(
  socket: Pick<CustomerSocket, "auth" | "origin">,
  inbox: OpenInbox<WebchatSettings>,
  now: number,
): Promise<Admission> {
  const { settings } = inbox;
  if (!originAllowed(socket.origin, settings, inbox.webhookUrl)) {
    return refused("origin-not-allowed");
  }
  const read = handshake.safeParse(socket.auth);
  if (!read.success) return refused("invalid");
  const asked = read.data;
  if (asked.inbox !== inbox.id) return refused("unknown-inbox");

  const place = { secret: settings.tokenSecret, inbox: inbox.id, now };
  const known = asked.token === undefined ? undefined : await readToken(place, asked.token);
  if (asked.token !== undefined && !known) return refused("token-invalid");

  const identity =
    asked.identity === undefined ? undefined : await readIdentity(settings, place, asked.identity);
  const identityFailed = asked.identity !== undefined && !identity;
  const proven = identity ? subjectDigest(identity.subject) : undefined;
  const returning = known !== undefined && (known.boundTo ?? proven) === proven;
  const visitor =
    known && returning ? { ...known, boundTo: known.boundTo ?? proven } : newVisitor(proven);
  return { kind: "admitted", visitor, identity, identityFailed, returning, asked };
}

function refused(code: ProblemCode): Admission {
  return { kind: "refused", code };
}
