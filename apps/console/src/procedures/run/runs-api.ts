import type { ConversationProcedures, ConversationView } from "@circuito/protocol";
import { request } from "../../api/request.ts";

const of = (id: string, verb: string) => `/conversations/${encodeURIComponent(id)}/${verb}`;
const act = (id: string, verb: string, body: object) =>
  request<ConversationView>("POST", of(id, verb), { body });

export interface StepSaid {
  readonly runId: string;
  readonly position: number;
  readonly key: string;
  readonly outcome: "done" | "skipped";
  readonly answer: string | null;
}

/** The routes of procedures as they are run. */
export const runsApi = {
  ofConversation: (id: string, signal: AbortSignal) =>
    request<ConversationProcedures>("GET", of(id, "procedures"), { signal }),
  start: (
    id: string,
    body: { readonly runId: string; readonly procedureId: string },
    epoch: number,
  ) => act(id, "procedures", { ...body, epoch }),
  takeStep: (id: string, step: StepSaid, epoch: number) =>
    act(id, "procedure-step", { ...step, epoch }),
  giveUp: (id: string, body: { readonly runId: string; readonly reason: string }, epoch: number) =>
    act(id, "procedure-end", { ...body, epoch }),
};
