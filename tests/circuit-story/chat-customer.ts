import { ChatVisitor } from "../../packages/lab/src/index.ts";
import type { CircuitStage } from "./circuit-stage.ts";
import {
  ASKED,
  type Customer,
  conversationAbout,
  heardOnce,
  newMatter,
  RATED,
  THANKS,
  WHY,
} from "./customer.ts";

/** In the chat of a site questions have buttons. The widget itself is pressed in the confirmation's story. */
export async function chatCustomer(stage: CircuitStage): Promise<Customer> {
  const { origin } = stage.mail.gateway;
  const visitor = stage.keep(await ChatVisitor.enter({ origin, inbox: stage.chatId }));
  let asked = 0;
  const heard = () => visitor.messages.filter(({ from }) => from !== "customer");

  /** Presses a button of the newest message with these words. */
  async function press(words: RegExp, title: string): Promise<void> {
    const of = heard().findLast(({ text }) => words.test(text));
    const chosen = of?.choices?.find((choice) => choice.title === title);
    if (!chosen) throw new Error(`nothing says ${title}`);
    await visitor.say(title, chosen.id);
  }

  const customer: Customer = {
    channel: "webchat",
    async write() {
      const matter = newMatter();
      await visitor.say(matter);
      return conversationAbout(stage, matter);
    },
    async confirm(answer) {
      asked += 1;
      await heardOnce(customer, ASKED, asked);
      await press(ASKED, answer === "yes" ? "Sim, foi resolvido" : "Não, ainda não");
    },
    async score(score, why) {
      await heardOnce(customer, RATED);
      await press(RATED, String(score));
      await heardOnce(customer, WHY);
      await visitor.say(why);
      await heardOnce(customer, THANKS);
    },
    heard: async () => heard().map(({ text }) => text),
  };
  return customer;
}
