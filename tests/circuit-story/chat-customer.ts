import { ChatVisitor } from "../../packages/lab/src/index.ts";
import type { CircuitStage } from "./circuit-stage.ts";
import { type Customer, talkingCustomer } from "./customer.ts";

/** In the chat of a site questions have buttons. The widget itself is pressed in the confirmation's story. */
export async function chatCustomer(stage: CircuitStage): Promise<Customer> {
  const { origin } = stage.mail.gateway;
  const visitor = stage.keep(await ChatVisitor.enter({ origin, inbox: stage.chatId }));
  const received = () => visitor.messages.filter(({ from }) => from !== "customer");
  return talkingCustomer(stage, "webchat", {
    say: (text) => visitor.say(text),
    async choose(words, title) {
      const of = received().findLast(({ text }) => words.test(text));
      const chosen = of?.choices?.find((choice) => choice.title === title);
      if (!chosen) throw new Error(`nothing says ${title}`);
      await visitor.say(title, chosen.id);
    },
    heard: async () => received().map(({ text }) => text),
  });
}
