import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { FILLED_IN_MIN_MS } from "../../packages/domain/src/index.ts";
import type { CircuitStage } from "./circuit-stage.ts";
import { type Customer, conversationAbout, newMatter } from "./customer.ts";
import { answersByLetter } from "./mail-customer.ts";

/** Whoever wrote in a contact form is answered by mail, at the address that they typed. */
export function formCustomer(stage: CircuitStage): Customer {
  const email = `${randomUUID()}@cliente.example.com`;
  return {
    channel: "form",
    ...answersByLetter(stage, email),
    async write() {
      const message = newMatter();
      const { origin } = stage.mail.gateway;
      const url = `${origin}/f/${stage.formId}?lang=pt-BR`;
      const html = await (await fetch(url)).text();
      const _page = /name="_page" value="([^"]+)"/.exec(html)?.[1] ?? "";
      // People read before they write: a form that is sent faster comes back. Its clock is this one.
      await pause(FILLED_IN_MIN_MS);
      const body = new FormData();
      const typed = { _page, _website: "", name: "Rita", email, "choice-1": "swap", message };
      for (const [name, value] of Object.entries(typed)) body.append(name, value);
      const sent = await fetch(url, {
        ...{ method: "POST", body, redirect: "manual", headers: { origin } },
      });
      expect(sent.status).toBe(303);
      return conversationAbout(stage, message);
    },
  };
}
