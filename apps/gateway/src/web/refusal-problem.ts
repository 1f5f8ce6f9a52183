import type { Refusal } from "@circuito/desk";
import { iso } from "./instants.ts";
import { HttpProblem } from "./problem.ts";

/** What a verb's refusal is to an HTTP client. */
export function problemOfRefusal(refusal: Refusal): HttpProblem {
  switch (refusal.code) {
    case "not-found":
      return new HttpProblem("not-found", "there is nothing here");
    case "conflict": {
      const { because, owner, epoch } = refusal;
      const details = {
        ...{ because, owner: owner ?? null, epoch },
        ...(refusal.answer && { answer: refusal.answer }),
      };
      if (because === "answered-meanwhile") {
        const name = refusal.answer?.by.name ?? "a colleague";
        return new HttpProblem("conflict", `${name} answered since you looked`, { details });
      }
      if (because === "client-id-reused") {
        return new HttpProblem("conflict", "this clientId was used for other words", { details });
      }
      if (because === "offer-over" && !owner) {
        return new HttpProblem("conflict", "this offer is over", { details });
      }
      const message = owner ? `${owner.name} has this conversation` : "it changed since you looked";
      return new HttpProblem("conflict", message, { details });
    }
    case "capacity-full":
      return new HttpProblem("capacity-full", "no room for one more conversation", {
        details: { because: refusal.because },
      });
    case "wrong-state":
      return new HttpProblem("wrong-state", "not possible as it is now", {
        details: {
          because: refusal.because,
          ...(refusal.step !== undefined && { step: refusal.step }),
        },
      });
    case "closed":
      return new HttpProblem("gone", "the conversation is closed for good");
    case "opted-out":
      return new HttpProblem("opted-out", "the customer asked for no more messages");
    case "not-routable":
      return new HttpProblem("not-routable", "nobody can be reached at this address");
    case "outside-window":
      return new HttpProblem("outside-window", "the time for free words is over: send a template", {
        details: { ...(refusal.endedAt !== undefined && { endedAt: iso(refusal.endedAt) }) },
      });
    case "forbidden":
      return new HttpProblem("forbidden", "not yours to do", {
        details: { because: refusal.because },
      });
    case "invalid":
      return new HttpProblem("invalid", "not possible like this", {
        details: {
          because: refusal.because,
          ...(refusal.address !== undefined && { address: refusal.address }),
          ...(refusal.field !== undefined && { field: refusal.field }),
          ...(refusal.missing !== undefined && { missing: refusal.missing }),
        },
      });
  }
}
