import { randomUUID } from "node:crypto";
import { postSigned } from "../../packages/lab/src/index.ts";
import type { CircuitStage } from "./circuit-stage.ts";
import { type Customer, SOLVED_TITLES, talkingCustomer } from "./customer.ts";
import { eventually } from "./eventually.ts";

/** Buttons have no place in an SMS: its words say which number stands for what. */
const NUMBERS = new Map<string, string>([
  [SOLVED_TITLES.yes, "1"],
  [SOLVED_TITLES.no, "2"],
]);

/** By SMS everything is a number, or words. @param phone of the range that is nobody's */
export function smsCustomer(stage: CircuitStage, phone: string): Customer {
  const { sms, smsUrl } = stage;
  async function say(text: string): Promise<void> {
    const id = randomUUID();
    const door = { url: smsUrl, secret: sms.secret };
    await eventually("a door for SMS", async () => {
      // An inbox that was added a moment ago has no door yet; told again it is the same message.
      const status = await postSigned(door, id, JSON.stringify({ id, from: phone, text }));
      return status === 200 || status === 204 || undefined;
    });
  }
  return talkingCustomer(stage, "sms", {
    say,
    choose: (_, title) => say(NUMBERS.get(title) ?? title),
    heard: async () => sms.submissions.filter(({ to }) => to === phone).map(({ text }) => text),
  });
}
