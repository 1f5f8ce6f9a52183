import type { GraphUser } from "../../packages/lab/src/index.ts";
import type { CircuitStage } from "./circuit-stage.ts";
import { type Customer, talkingCustomer } from "./customer.ts";

type Sent = CircuitStage["graph"]["submissions"][number]["message"];

/** On WhatsApp questions have buttons, or a list. @param user with a number of the range that is nobody's */
export function whatsappCustomer(stage: CircuitStage, user: GraphUser): Customer {
  const { graph } = stage;
  const received = () =>
    graph.submissions.filter((one) => one.user.phone === user.phone).map(({ message }) => message);
  const say = (body: string) => graph.customerWrites(user, { type: "text", text: { body } });
  return talkingCustomer(stage, "whatsapp", {
    say,
    // What is not offered is written.
    async choose(words, title) {
      const of = received().findLast((message) => words.test(wordsOf(message)));
      const chosen = offeredIn(of).find((choice) => choice.title === title);
      if (!chosen) return say(title);
      const { kind, ...reply } = chosen;
      return graph.customerWrites(user, {
        type: "interactive",
        interactive: { type: kind, [kind]: reply },
      });
    },
    heard: async () => received().map(wordsOf),
  });
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
