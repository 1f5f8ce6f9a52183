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
