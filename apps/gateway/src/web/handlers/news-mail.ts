import { agentIdOf } from "@circuito/domain";
import { findNewsMail, saveNewsMail } from "@circuito/store";
import type { Handlers } from "../handler.ts";
import { HttpProblem } from "../problem.ts";
import type { WebParts } from "../web-parts.ts";

/** What people are told by mail while they are not connected: each says it of themselves. */
export function newsMailHandlers({
  database: { pool },
}: WebParts): Pick<Handlers, "getNewsMail" | "setNewsMail"> {
  return {
    async getNewsMail({ who }) {
      const chosen = who.kind === "agent" ? await findNewsMail(pool, who.id) : undefined;
      return { kinds: [...(chosen?.kinds ?? [])], language: chosen?.language ?? "pt-BR" };
    },

    async setNewsMail({ who, body }) {
      const agentId = agentIdOf(who);
      if (agentId === undefined) {
        throw new HttpProblem("forbidden", "a program reads no mail", {
          details: { because: "not-an-agent" },
        });
      }
      await saveNewsMail(pool, agentId, body);
      return body;
    },
  };
}
