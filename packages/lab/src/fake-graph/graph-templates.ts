import { type GraphProblem, graphProblem } from "./graph-problem.ts";
import type { TemplateUse } from "./outgoing-message.ts";

/** A template as the Graph API lists it. */
export interface FakeTemplate {
  readonly id: string;
  readonly name: string;
  readonly language: string;
  readonly status: "APPROVED" | "PENDING" | "REJECTED" | "PAUSED" | "DISABLED";
  readonly category: "UTILITY" | "MARKETING" | "AUTHENTICATION";
  readonly parameter_format?: "POSITIONAL" | "NAMED";
  readonly components: readonly {
    readonly type: string;
    readonly format?: string;
    readonly text?: string;
    readonly buttons?: readonly {
      readonly type: string;
      readonly text: string;
      readonly url?: string;
    }[];
  }[];
}

/** Whether a template may be sent like this; `undefined` when it may. */
export function problemInTemplate(
  templates: readonly FakeTemplate[],
  use: TemplateUse,
): GraphProblem | undefined {
  const template = templates.find(
    ({ name, language }) => name === use.name && language === use.language.code,
  );
  const called = `template name (${use.name}) in ${use.language.code}`;
  if (!template) return graphProblem(132001, `${called} does not exist`);
  if (template.status === "PAUSED") return graphProblem(132015, `${called} is paused`);
  if (template.status === "DISABLED") return graphProblem(132016, `${called} is disabled`);
  if (template.status !== "APPROVED") return graphProblem(132001, `${called} is not approved`);
  for (const type of ["header", "body"] as const) {
    const component = template.components.find((one) => one.type === type.toUpperCase());
    const wanted = variables(component?.text);
    const given = use.components.find((one) => one.type === type)?.parameters ?? [];
    if (given.length !== wanted) {
      const details = `${type}: number of localizable_params (${given.length}) does not match the expected number of params (${wanted})`;
      return graphProblem(132000, details);
    }
    if (given.some((one) => /[\n\t]| {5}/.test(one.text ?? ""))) {
      return graphProblem(132018, `${type}: a parameter has line breaks, tabs or many spaces`);
    }
  }
  return problemInButtons(template, use);
}

function problemInButtons(template: FakeTemplate, use: TemplateUse): GraphProblem | undefined {
  const buttons = template.components.find(({ type }) => type === "BUTTONS")?.buttons ?? [];
  for (const [index, { type, url }] of buttons.entries()) {
    const given = use.components.find(
      (one) => one.type === "button" && one.index === String(index),
    );
    const wanted = type === "URL" ? variables(url) : 0;
    if (type === "URL" && (given?.parameters.length ?? 0) !== wanted) {
      return graphProblem(131008, `buttons: button at index ${index} requires a parameter`);
    }
  }
  return undefined;
}

function variables(text: string | undefined): number {
  return new Set((text ?? "").match(/\{\{\s*\w+\s*\}\}/g) ?? []).size;
}
