import { createHash } from "node:crypto";
import type { Happening } from "../journal.ts";
import type { GraphProblem } from "./graph-problem.ts";
import { addressOf, type GraphUser } from "./graph-users.ts";
import type { OutgoingMessage } from "./outgoing-message.ts";

/** A message that reached Meta, in order of arrival. */
export interface GraphSubmission {
  /** Empty where it was refused. */
  readonly wamid: string;
  readonly user: GraphUser;
  /** As it was sent; `undefined` where it could not be read. */
  readonly message: OutgoingMessage | undefined;
  /** Our own id, which comes back in statuses. */
  readonly opaque: string | undefined;
  /** SHA-256 of the raw bytes. */
  readonly hash: string;
  readonly outcome: "accepted" | "refused";
  /** Meta's code where it was refused by one. */
  readonly code?: number;
}

/** Why a message was not taken: by a code, or without a word. */
export type Refusal = GraphProblem | "status" | "hang";

/** @param wamid empty where it was refused */
export function submissionOf(arrival: {
  readonly body: string;
  readonly message: OutgoingMessage | undefined;
  readonly user: GraphUser;
  readonly wamid: string;
  readonly refusal: Refusal | undefined;
}): GraphSubmission {
  const { body, message, user, wamid, refusal } = arrival;
  return {
    wamid,
    user,
    message,
    opaque: message?.biz_opaque_callback_data,
    hash: createHash("sha256").update(body).digest("hex"),
    outcome: refusal === undefined ? "accepted" : "refused",
    ...(typeof refusal === "object" && { code: refusal.code }),
  };
}

/** The journal's line of a message that arrived. */
export function arrivalOf(
  account: string,
  submission: GraphSubmission,
  refusal: Refusal | undefined,
): Happening {
  const because = typeof refusal === "object" ? String(refusal.code) : (refusal ?? "");
  return {
    type: submission.outcome === "accepted" ? "ok" : "fail",
    f: "submit",
    key: { account, ext: submission.wamid },
    conv_hint: addressOf(submission.user),
    hash: submission.hash,
    extra: { outcome: submission.outcome, opaque: submission.opaque ?? "", because },
  };
}
