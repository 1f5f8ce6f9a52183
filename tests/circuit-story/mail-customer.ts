import { randomUUID } from "node:crypto";
import type { CaughtLetter } from "../../packages/lab/src/index.ts";
import type { CircuitStage } from "./circuit-stage.ts";
import {
  ASKED,
  type Customer,
  conversationAbout,
  heardOnce,
  newMatter,
  RATED,
} from "./customer.ts";

/** By mail questions have links to a page that works without JavaScript. */
export function mailCustomer(stage: CircuitStage): Customer {
  const address = `${randomUUID()}@cliente.example.com`;
  const { mail } = stage;
  return {
    channel: "email",
    ...answersByLetter(stage, address),
    async write() {
      const text = newMatter();
      await mail.write({ from: address, subject: "Luminária trincada", text, vouched: true });
      return conversationAbout(stage, text);
    },
  };
}

/** What whoever is answered by mail does with it. */
export function answersByLetter(
  stage: CircuitStage,
  address: string,
): Pick<Customer, "confirm" | "score" | "heard"> {
  const { mail } = stage;
  let asked = 0;
  async function received(): Promise<readonly CaughtLetter[]> {
    const all = await mail.letters();
    return all
      .filter(({ direction, to }) => direction === "received" && to[0]?.address === address)
      .reverse();
  }
  const heard = async () => (await received()).map(({ text }) => text);
  return {
    heard,
    async confirm(answer) {
      asked += 1;
      await followLink(await heardOnce({ heard }, ASKED, asked), { answer });
    },
    async score(score, why) {
      await followLink(await heardOnce({ heard }, RATED), { answer: String(score), comment: why });
    },
  };
}

/** Looks at the page of a letter's last link, and sends its form as a browser does. */
async function followLink(letter: string, fields: Record<string, string>): Promise<void> {
  const url = [...letter.matchAll(/https?:\/\/\S+\/a\/[\w-]+/g)].at(-1)?.[0];
  if (url === undefined) throw new Error("a question without a link");
  const page = await fetch(url);
  expect(await page.text()).toContain('<form method="post"');
  const { origin } = new URL(url);
  const sent = await fetch(url, {
    ...{ method: "POST", redirect: "manual", headers: { origin } },
    body: new URLSearchParams(fields),
  });
  expect(sent.status).toBe(303);
}
