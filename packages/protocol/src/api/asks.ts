import { z } from "zod";
import { askView, confirmationPolicyBody, confirmationPolicyView, givenScore } from "../asks.ts";
import { type ApiRoute, byId, list, nothing } from "./route.ts";

/** What customers are asked once it is over. */
export const ASK_ROUTES = {
  listConfirmationPolicies: {
    method: "GET",
    path: "/confirmation-policies",
    summary: "Where customers are asked whether it is solved, and in which words",
    role: "admin",
    response: list(confirmationPolicyView),
  },
  saveConfirmationPolicy: {
    method: "PUT",
    path: "/confirmation-policies",
    summary: "Set the policy of a queue, a channel, both, or all, in place of the one it had",
    role: "admin",
    body: confirmationPolicyBody,
    response: confirmationPolicyView,
  },
  deleteConfirmationPolicy: {
    method: "DELETE",
    path: "/confirmation-policies/:id",
    summary:
      "Remove a policy: what is more general holds there; one that is gone already is no error",
    role: "admin",
    params: byId,
    response: nothing,
  },
  listAsks: {
    method: "GET",
    path: "/conversations/:id/asks",
    summary:
      "What the customer of a conversation was asked, what they answered, and their last scores",
    role: "agent",
    params: byId,
    response: z.object({ items: z.array(askView), scores: z.array(givenScore) }),
  },
} as const satisfies Record<string, ApiRoute>;
