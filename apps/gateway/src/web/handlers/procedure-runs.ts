import { giveUpProcedure, startProcedure, takeProcedureStep } from "@circuito/desk";
import { asId, type QueueId } from "@circuito/domain";
import { listCategories, listPublishedProcedures, listRuns } from "@circuito/store";
import type { Handlers } from "../handler.ts";
import { fittingOf, runViewOf } from "../procedure-views.ts";
import { verbAnswer } from "../verb-answer.ts";
import { visibleConversation } from "../visible.ts";
import type { WebParts } from "../web-parts.ts";

type Verb =
  | "listConversationProcedures"
  | "startProcedure"
  | "takeProcedureStep"
  | "giveUpProcedure";

/** Procedures inside a conversation. */
export function procedureRunHandlers(parts: WebParts): Pick<Handlers, Verb> {
  const { desk, database } = parts;
  return {
    async listConversationProcedures({ who, params: { id } }) {
      const { queueId, level, categoryId } = await visibleConversation(parts, who, id);
      const [published, runs, categories] = await Promise.all([
        listPublishedProcedures(database.pool),
        listRuns(database.pool, id),
        categoryId === null ? [] : listCategories(database.pool),
      ]);
      const category = categories.find((one) => one.id === categoryId);
      const categoryIds = [category?.id, category?.parentId].filter((one) => one !== undefined);
      const facts = {
        categoryIds,
        queueId: queueId === null ? undefined : asId<QueueId>(queueId),
        level,
      };
      return { fitting: fittingOf(published, facts), runs: runs.map(runViewOf) };
    },

    startProcedure: async ({ who, params: { id }, body }) =>
      verbAnswer(parts, await startProcedure(desk, who, { conversationId: id, ...body }), who, id),

    async takeProcedureStep({ who, params: { id }, body }) {
      const { runId, position, epoch, key, outcome, answer } = body;
      const step = { key, outcome, answer };
      const input = { conversationId: id, runId, position, epoch, step };
      return verbAnswer(parts, await takeProcedureStep(desk, who, input), who, id);
    },

    giveUpProcedure: async ({ who, params: { id }, body }) =>
      verbAnswer(parts, await giveUpProcedure(desk, who, { conversationId: id, ...body }), who, id),
  };
}
