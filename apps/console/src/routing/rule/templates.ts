import type { QueueView } from "@circuito/protocol";
import type { Translate } from "../../i18n/translate.ts";
import type { Rule } from "./rule-view.ts";

/** What most installations begin with. */
export const TEMPLATE_IDS = ["words", "closed", "vip", "wait"] as const;
export type TemplateId = (typeof TEMPLATE_IDS)[number];

/** A rule to begin with: whole but for what only its admin knows. */
export function ruleFromTemplate(
  template: TemplateId | "empty",
  id: string,
  queues: readonly QueueView[],
  t: Translate,
): Rule {
  const first = (level: number, role: QueueView["role"]) =>
    queues.find((queue) => queue.level === level && queue.role === role)?.id ?? "";
  const specialists = first(2, "specialist") || first(1, "solver");
  const solvers = first(1, "solver");
  const base = { id, enabled: true };
  switch (template) {
    case "empty":
      return {
        ...base,
        name: t("routing.newRule"),
        condition: {},
        action: { to: { queueId: "" } },
      };
    case "words":
      return {
        ...base,
        name: t("routing.template.words"),
        condition: { words: t("routing.template.wordsExample").split(", ") },
        action: { to: { queueId: specialists }, priority: 1 },
      };
    case "closed":
      return {
        ...base,
        name: t("routing.template.closed"),
        condition: { hours: "closed" },
        action: {
          to: { queueId: solvers },
          autoAnswer: { pt: t("routing.template.closedAnswer") },
        },
      };
    case "vip":
      return {
        ...base,
        name: t("routing.template.vip"),
        condition: { segments: ["vip"] },
        action: { to: { queueId: specialists }, priority: 3 },
      };
    case "wait": {
      const step = { skills: "required", priorityPlus: 0, onEmpty: "skip" } as const;
      return {
        ...base,
        name: t("routing.template.wait"),
        condition: {},
        action: {
          to: {
            plan: [
              { ...step, queueId: solvers, waitMs: PLAN_WAIT_MS },
              { ...step, queueId: specialists, waitMs: null, priorityPlus: 1, onEmpty: "wait" },
            ],
          },
        },
      };
    }
  }
}

/** Two minutes: long for who waits at a chat, short enough that somebody else may still help. */
const PLAN_WAIT_MS = 2 * 60_000;
