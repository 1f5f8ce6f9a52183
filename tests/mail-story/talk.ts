import { randomUUID } from "node:crypto";
import type { CaughtLetter } from "../../packages/lab/src/index.ts";
import type { MailStage, Taken } from "./mail-stage.ts";
import type { Letter } from "./write-letter.ts";

/** One customer's conversation, as far as the first answer. */
export interface Talk {
  readonly customer: string;
  readonly conversationId: string;
  readonly first: Taken;
  readonly answer: CaughtLetter & { readonly messageId: string };
  readonly replyTo: string;
}

/** A customer of their own wrote, and an agent answered. */
export async function talk(stage: MailStage, subject = "Pedido 1234"): Promise<Talk> {
  const customer = `${randomUUID()}@cliente.example.com`;
  const first = await stage.writeAndSee({
    from: customer,
    subject,
    text: "Oi, meu pedido não chegou.",
    vouched: true,
  });
  const { conversationId } = first.row;
  if (conversationId === null) throw new Error("the first mail opened nothing");
  const answer = await stage.reply(conversationId, `Olá! Vou verificar. ${randomUUID()}`);
  const replyTo = answer.replyTo[0]?.address;
  if (replyTo === undefined) throw new Error("the answer has no Reply-To");
  return { customer, conversationId, first, answer, replyTo };
}

/** Words above what they answer, as mail programs put them. */
export function quoting({ answer }: Talk, words: string): string {
  return `${words}\n\nEm 26 de nov. de 2026, Loja Ipê escreveu:\n${answer.text.trimEnd().replace(/^/gm, "> ")}`;
}

/** What a program puts into an answer to our answer. */
export function answering(one: Talk): Pick<Letter, "subject" | "inReplyTo" | "references"> {
  return {
    subject: `Re: ${one.answer.subject.replace(/^Re: /, "")}`,
    inReplyTo: one.answer.messageId,
    references: [...one.answer.references, one.answer.messageId],
  };
}

export async function resolve(stage: MailStage, conversationId: string): Promise<void> {
  const { epoch } = Object(await stage.admin.get(`/conversations/${conversationId}`));
  await stage.admin.post(`/conversations/${conversationId}/resolve`, { epoch });
}

export async function statusOf(stage: MailStage, conversationId: string): Promise<string> {
  return Object(await stage.admin.get(`/conversations/${conversationId}`)).status;
}
