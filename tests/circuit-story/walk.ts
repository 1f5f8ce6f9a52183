import { randomUUID } from "node:crypto";
import {
  API_ROUTES,
  type AskView,
  type ConversationView,
} from "../../packages/protocol/src/index.ts";
import type { CircuitStage, Person } from "./circuit-stage.ts";
import type { Customer } from "./customer.ts";
import { eventually } from "./eventually.ts";

/** What the customer says when they are asked for the first time whether it is solved. */
export type FirstAnswer = "yes" | "no";

export interface WalkPlan {
  readonly customer: Customer;
  /** Of level 2, where it is solved; absent: level 1 solves it. */
  readonly area?: string;
  readonly first: FirstAnswer;
  readonly score: number;
}

/** What a walk left behind, when it was over. */
export interface Walked {
  readonly conversationId: string;
  /** Who solved it. */
  readonly owner: Person;
  /** Whose it was, and how pressing, after a "no". */
  readonly afterNo: { readonly owner: Person; readonly priority: number } | undefined;
  readonly heard: readonly string[];
}

export const FIRST_REPLY = "Olá! Vou verificar agora mesmo.";
export const SOLVED = "Uma luminária nova sai hoje para você.";
export const SOLVED_AGAIN = "O endereço estava errado. Agora está certo.";
export const REASONS = "Foi como eu esperava.";

/** One conversation from the request to what was learnt of it. Who has it is the machine's to say. */
export async function walkCircuit(
  stage: CircuitStage,
  { customer, area, first, score }: WalkPlan,
): Promise<Walked> {
  const id = await customer.write();
  const path = `/conversations/${id}`;
  const look = async (): Promise<ConversationView> =>
    API_ROUTES.getConversation.response.parse(await stage.admin.get(path));
  /** Who is given it, once it is open in the queue of an area, or wherever it is. */
  const given = (queueId?: string): Promise<Person> =>
    eventually("somebody who has it", async () => {
      const { status, assignee, queueId: isIn } = await look();
      const isThere = status === "open" && (queueId === undefined || isIn === queueId);
      return isThere ? stage.people.find((one) => one.id === assignee?.id) : undefined;
    });
  const reply = ({ session }: Person, text: string, andThen?: "resolve") =>
    session.post(`${path}/messages`, { clientId: randomUUID(), text, ...(andThen && { andThen }) });

  let owner = await given();
  await reply(owner, FIRST_REPLY);
  if (area !== undefined) {
    const queueId = stage.queue(area);
    const { epoch } = await look();
    const told = { tried: "Conferi o pedido.", result: "Não tenho como reenviar." };
    await owner.session.post(`${path}/escalate`, { queueId, epoch, ...told });
    owner = await given(queueId);
  }
  await reply(owner, SOLVED, "resolve");

  let afterNo: Walked["afterNo"];
  if (first === "no") {
    await customer.confirm("no");
    afterNo = { owner: await given(), priority: (await look()).priority };
    await reply(afterNo.owner, SOLVED_AGAIN, "resolve");
  }
  await customer.confirm("yes");
  await customer.score(score, REASONS);
  await eventually("an end of all questions", async () => {
    const asks = await asksOf(stage, id);
    return asks.every(isOver) || undefined;
  });
  await owner.session.post(`${path}/article`, { id: randomUUID(), locale: "pt-BR" });
  await eventually("all of it sent", async () => (await isAllSent(stage, id)) || undefined);
  return { conversationId: id, owner, afterNo, heard: await customer.heard() };
}

export async function asksOf(stage: CircuitStage, id: string): Promise<readonly AskView[]> {
  const answer = await stage.admin.get(`/conversations/${id}/asks`);
  return API_ROUTES.listAsks.response.parse(answer).items;
}

const isOver = ({ state }: AskView) => state !== "planned" && state !== "open";

async function isAllSent(stage: CircuitStage, id: string): Promise<boolean> {
  const rows = await stage.mail.query<{ status: string }>(
    "select distinct status from deliveries where conversation_id = $1",
    [id],
  );
  return rows.every(({ status }) => ["sent", "delivered", "read"].includes(status));
}
