import { randomUUID } from "node:crypto";
import { postSigned } from "../../packages/lab/src/index.ts";
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
import { eventually } from "./eventually.ts";

/** By SMS everything is a number, or words. @param phone of the range that is nobody's */
export function smsCustomer(stage: CircuitStage, phone: string): Customer {
  const { sms, smsUrl } = stage;
  let asked = 0;
  async function say(text: string): Promise<void> {
    const id = randomUUID();
    const door = { url: smsUrl, secret: sms.secret };
    await eventually("a door for SMS", async () => {
      // An inbox that was added a moment ago has no door yet; told again it is the same message.
      const status = await postSigned(door, id, JSON.stringify({ id, from: phone, text }));
      return status === 200 || status === 204 || undefined;
    });
  }
  const customer: Customer = {
    channel: "sms",
    async write() {
      const matter = newMatter();
      await say(matter);
      return conversationAbout(stage, matter);
    },
    async confirm(answer) {
      asked += 1;
      await heardOnce(customer, ASKED, asked);
      await say(answer === "yes" ? "1" : "2");
    },
    async score(score, why) {
      await heardOnce(customer, RATED);
      await say(String(score));
      await heardOnce(customer, WHY);
      await say(why);
      await heardOnce(customer, THANKS);
    },
    heard: async () => sms.submissions.filter(({ to }) => to === phone).map(({ text }) => text),
  };
  return customer;
}
