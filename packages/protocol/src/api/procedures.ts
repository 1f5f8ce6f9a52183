import { z } from "zod";
import {
  conversationProcedures,
  listedProcedure,
  procedureContent,
  procedureFigures,
  procedureVersionView,
  procedureView,
  STEP_ANSWER_LENGTH_MAX,
  STEPS_MAX,
} from "../procedures.ts";
import { type ApiRoute, byId, conversationAction, epoch, id, list } from "./route.ts";

const revision = z.int().min(0);

/** Procedures (POPs): written and published by admins, run inside conversations by their owners. */
export const PROCEDURE_ROUTES = {
  listProcedures: {
    method: "GET",
    path: "/procedures",
    summary: "All procedures as they are being written, archived ones included",
    role: "supervisor",
    response: list(listedProcedure),
  },
  createProcedure: {
    method: "POST",
    path: "/procedures",
    summary:
      "Begin a procedure under an id of the caller's; nobody is offered it before it is published",
    role: "admin",
    status: 201,
    body: z.strictObject({ id, content: procedureContent }),
    response: procedureView,
  },
  updateProcedure: {
    method: "PATCH",
    path: "/procedures/:id",
    summary:
      "Change its draft under the revision that was seen, or archive it; runs go on as they are",
    role: "admin",
    params: byId,
    body: z.strictObject({
      revision,
      content: procedureContent.optional(),
      isArchived: z.boolean().optional(),
    }),
    response: procedureView,
  },
  publishProcedure: {
    method: "POST",
    path: "/procedures/:id/publish",
    summary: "Make the draft the next version; refused with the step that leads nowhere",
    role: "admin",
    params: byId,
    body: z.strictObject({ revision }),
    response: procedureView,
  },
  listProcedureVersions: {
    method: "GET",
    path: "/procedures/:id/versions",
    summary: "What was published of a procedure, newest first",
    role: "supervisor",
    params: byId,
    response: list(procedureVersionView),
  },
  getProcedureFigures: {
    method: "GET",
    path: "/procedures/:id/figures",
    summary: "Of the last 90 days: runs, where they were given up, how long each step takes",
    role: "supervisor",
    params: byId,
    response: procedureFigures,
  },
  listConversationProcedures: {
    method: "GET",
    path: "/conversations/:id/procedures",
    summary: "Which procedures fit the conversation, and those that run or ran in it",
    role: "agent",
    params: byId,
    response: conversationProcedures,
  },
  startProcedure: {
    method: "POST",
    path: "/conversations/:id/procedures",
    summary: "Begin a procedure, on the version published now; one runs at a time",
    ...conversationAction,
    body: z.strictObject({ runId: id, procedureId: id, epoch }),
  },
  takeProcedureStep: {
    method: "POST",
    path: "/conversations/:id/procedure-step",
    summary: "Take or skip the step that is next; a step said twice is taken once",
    ...conversationAction,
    body: z.strictObject({
      runId: id,
      /** How many steps were taken before it. */
      position: z.int().min(0).max(STEPS_MAX),
      key: z.string().max(60),
      outcome: z.enum(["done", "skipped"]),
      /** What a question was answered with, the label of a choice, or a note. */
      answer: z.string().max(STEP_ANSWER_LENGTH_MAX).nullable().default(null),
      epoch,
    }),
  },
  giveUpProcedure: {
    method: "POST",
    path: "/conversations/:id/procedure-end",
    summary: "Leave a procedure before its end, and say why",
    ...conversationAction,
    body: z.strictObject({ runId: id, reason: z.string().trim().min(1).max(500), epoch }),
  },
} as const satisfies Record<string, ApiRoute>;
