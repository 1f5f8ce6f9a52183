import type { GraphUser } from "../../packages/lab/src/index.ts";
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

type Sent = CircuitStage["graph"]["submissions"][number]["message"];

/** On WhatsApp questions have buttons, or a list. @param user with a number of the range that is nobody's */
export function whatsappCustomer(stage: CircuitStage, user: GraphUser): Customer {
  const { graph } = stage;
  let asked = 0;
  const received = () =>
    graph.submissions.filter((one) => one.user.phone === user.phone).map(({ message }) => message);
  const say = (body: string) => graph.customerWrites(user, { type: "text", text: { body } });

  /** Presses what the newest message with these words offers, or writes what it does not. */
  async function answer(words: RegExp, title: string): Promise<void> {
    const of = received().findLast((message) => words.test(wordsOf(message)));
    const chosen = offeredIn(of).find((choice) => choice.title === title);
    if (!chosen) return void (await say(title));
    const { kind, ...reply } = chosen;
    await graph.customerWrites(user, {
      type: "interactive",
      interactive: { type: kind, [kind]: reply },
    });
  }

  const customer: Customer = {
    channel: "whatsapp",
    async write() {
      const matter = newMatter();
      await say(matter);
      return conversationAbout(stage, matter);
    },
    async confirm(value) {
      asked += 1;
      await heardOnce(customer, ASKED, asked);
      await answer(ASKED, value === "yes" ? "Sim, foi resolvido" : "Não, ainda não");
    },
    async score(score, why) {
      await heardOnce(customer, RATED);
      await answer(RATED, String(score));
      await heardOnce(customer, WHY);
      await say(why);
      await heardOnce(customer, THANKS);
    },
    heard: async () => received().map(wordsOf),
  };
  return customer;
}

function wordsOf(message: Sent): string {
  if (message?.type === "text") return message.text.body;
  return message?.type === "interactive" ? message.interactive.body.text : "";
}

function offeredIn(message: Sent) {
  if (message?.type !== "interactive") return [];
  const { interactive } = message;
  return interactive.type === "button"
    ? interactive.action.buttons.map(({ reply }) => ({ kind: "button_reply", ...reply }))
    : interactive.action.sections.flatMap(({ rows }) =>
        rows.map((row) => ({ kind: "list_reply", ...row })),
      );
}
