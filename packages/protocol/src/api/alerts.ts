import { z } from "zod";
import {
  alertCondition,
  alertView,
  bulletinLanguage,
  bulletinTest,
  bulletinView,
  mailAddress,
  ownMailView,
} from "../alerts.ts";
import { type ApiRoute, byId, list, nothing } from "./route.ts";

/** More people are a list that somebody else keeps. */
const TARGETS_MAX = 20;
/** A day: who wants to hear of it more seldom does not want to hear of it. */
const PAUSE_MINUTES_MAX = 24 * 60;

const target = z.union([
  z.strictObject({ kind: z.literal("mail"), address: mailAddress }),
  z.strictObject({
    kind: z.literal("slack"),
    name: z.string().trim().min(1).max(80),
    url: z.url({ protocol: /^https?$/ }).max(2_000),
  }),
  /** One that is there, whose address stays. */
  z.strictObject({
    kind: z.literal("slack"),
    id: z.uuid(),
    name: z.string().trim().min(1).max(80),
  }),
]);
export type AlertTargetInput = z.output<typeof target>;

const content = {
  name: z.string().trim().min(1).max(120),
  language: bulletinLanguage,
  condition: alertCondition.refine(
    ({ kind, subjectId }) => kind !== "category-volume" || subjectId !== null,
    { path: ["subjectId"], message: "name a category" },
  ),
  targets: z.array(target).min(1).max(TARGETS_MAX),
  pauseMinutes: z.int().min(1).max(PAUSE_MINUTES_MAX),
  isOn: z.boolean(),
};

/** What is told by itself, and the mail through which it leaves. */
export const ALERT_ROUTES = {
  getOwnMail: {
    method: "GET",
    path: "/own-mail",
    summary: "Through what alerts leave by mail",
    role: "admin",
    response: ownMailView,
  },
  setOwnMail: {
    method: "PUT",
    path: "/own-mail",
    summary: "Choose the e-mail inbox through which they leave; the operator's own server wins",
    role: "admin",
    body: z.strictObject({ inboxId: z.uuid().nullable() }),
    response: ownMailView,
  },
  testOwnMail: {
    method: "POST",
    path: "/own-mail/test",
    summary: "Send a letter now, once, and say how it was taken",
    role: "admin",
    body: z.strictObject({ to: mailAddress, language: bulletinLanguage }),
    response: bulletinTest,
  },
  listAlerts: {
    method: "GET",
    path: "/alerts",
    summary: "What is watched, who hears of it, and how each stands",
    role: "admin",
    response: list(alertView),
  },
  createAlert: {
    method: "POST",
    path: "/alerts",
    summary: "Watch something from now on",
    role: "admin",
    status: 201,
    body: z.strictObject(content),
    response: alertView,
  },
  updateAlert: {
    method: "PATCH",
    path: "/alerts/:id",
    summary:
      "Change an alert, or switch it off and on; one that watches something else begins anew",
    role: "admin",
    params: byId,
    body: z.strictObject(content).partial(),
    response: alertView,
  },
  deleteAlert: {
    method: "DELETE",
    path: "/alerts/:id",
    summary: "Remove an alert, and the log of what it told",
    role: "admin",
    params: byId,
    response: nothing,
  },
  testAlert: {
    method: "POST",
    path: "/alerts/:id/test",
    summary: "Tell everybody on its list a test, once, and say how each took it",
    role: "admin",
    params: byId,
    body: z.strictObject({}),
    response: z.object({
      items: z.array(bulletinTest.extend({ targetId: z.string(), to: z.string() })),
    }),
  },
  listAlertBulletins: {
    method: "GET",
    path: "/alerts/:id/bulletins",
    summary: "What it told lately, newest first, and how that ended",
    role: "admin",
    params: byId,
    response: list(bulletinView),
  },
} as const satisfies Record<string, ApiRoute>;
