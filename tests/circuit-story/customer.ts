import { randomUUID } from "node:crypto";
import type { Channel } from "../../packages/domain/src/index.ts";
import type { CircuitStage } from "./circuit-stage.ts";
import { eventually } from "./eventually.ts";

/** Somebody who writes on a channel, and answers there what they are asked. */
export interface Customer {
  readonly channel: Channel;
  /** @returns the conversation that it is in */
  write(): Promise<string>;
  /** Answers the newest question whether it is solved. */
  confirm(answer: "yes" | "no"): Promise<void>;
  /** Answers the question how it was, and says why. */
  score(score: number, why: string): Promise<void>;
  /** All that reached them, oldest first, as their side of the channel has it. */
  heard(): Promise<readonly string[]>;
}

/** Words of one matter that nobody else has. */
export function newMatter(): string {
  return `A luminária do pedido ${randomUUID().slice(0, 8)} veio trincada`;
}

/** The conversation that the words of a matter are in. */
export function conversationAbout(stage: CircuitStage, matter: string): Promise<string> {
  return eventually(`a conversation about ${matter}`, async () => {
    const [row] = await stage.mail.query<{ id: string }>(
      `select conversation_id as id from messages
        where direction = 'inbound' and strpos(text, $1) > 0`,
      [matter],
    );
    return row?.id;
  });
}

/** What a customer hears of a question, whatever the channel does around it. */
export const ASKED = /foi encerrado\. O que você precisava foi resolvido\?/;
export const REOPENED = /foi reaberto e tem prioridade/;
export const RATED = /Como você avalia|Foi fácil resolver|Você nos recomendaria/;
export const WHY = /O que deu errado|O que faltou|o que mais gostou/;
export const THANKS = /Obrigado pela sua resposta/;

/** What answers the question whether it is solved, by the words of its buttons. */
export const SOLVED_TITLES = { yes: "Sim, foi resolvido", no: "Não, ainda não" } as const;

/** How somebody whose channel is a conversation takes part in it. */
export interface Talk {
  say(text: string): Promise<unknown>;
  /** Chooses, of what the newest message with these words offers, what has this title. */
  choose(of: RegExp, title: string): Promise<unknown>;
  heard(): Promise<readonly string[]>;
}

/** Somebody who is asked in the conversation itself, and answers there. */
export function talkingCustomer(
  stage: CircuitStage,
  channel: Channel,
  { say, choose, heard }: Talk,
): Customer {
  let asked = 0;
  return {
    channel,
    heard,
    async write() {
      const matter = newMatter();
      await say(matter);
      return conversationAbout(stage, matter);
    },
    async confirm(answer) {
      asked += 1;
      await heardOnce({ heard }, ASKED, asked);
      await choose(ASKED, SOLVED_TITLES[answer]);
    },
    async score(score, why) {
      await heardOnce({ heard }, RATED);
      await choose(RATED, String(score));
      await heardOnce({ heard }, WHY);
      await say(why);
      await heardOnce({ heard }, THANKS);
    },
  };
}

/** Waits until so many of what they heard are such. @returns the newest of them */
export function heardOnce(
  { heard }: Pick<Customer, "heard">,
  words: RegExp,
  times = 1,
): Promise<string> {
  return eventually(`${words} for the ${times}th time`, async () => {
    const found = (await heard()).filter((text) => words.test(text));
    return found[times - 1];
  });
}
