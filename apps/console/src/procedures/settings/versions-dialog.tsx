import type { ProcedureContent, ProcedureStepView } from "@circuito/protocol";
import { END } from "@circuito/protocol/procedure-text";
import { Button, Callout, Dialog, DiffView, SkeletonRows } from "@circuito/ui";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { fullTime } from "../../i18n/format.ts";
import { type Translate, useT } from "../../i18n/translate.ts";
import { FIELD_NAMES, KIND_NAMES } from "../step-words.ts";
import { procedureChanges } from "./procedure-changes.ts";
import { emptyProcedure } from "./procedure-edit.ts";
import { procedureErrorText } from "./procedure-mistakes.ts";
import { proceduresApi } from "./procedures-api.ts";
import { useOfferedText } from "./use-offered-text.ts";

interface VersionsDialogProps {
  readonly id: string;
  /** What is in the editor. */
  readonly draft: ProcedureContent;
  /** Into the editor: nothing is offered until it is published. */
  readonly onTake: (content: ProcedureContent) => void;
  readonly onClose: () => void;
}

/** What was published when, what each version changed, and what the draft changes of the newest. */
export function VersionsDialog({ id, draft, onTake, onClose }: VersionsDialogProps) {
  const t = useT();
  const [open, setOpen] = useState<number | "draft" | null>(null);
  const changesOf = useChanges();
  const versions = useQuery({
    queryKey: ["procedure-versions", id],
    queryFn: () => proceduresApi.versions(id),
    staleTime: 0,
  });
  const all = versions.data ?? [];
  const [newest] = all;
  const isSame = (one: ProcedureContent, other: ProcedureContent) =>
    changesOf(one, other).length === 0;
  const toggle = (which: number | "draft") => setOpen(open === which ? null : which);
  const changesButton = (which: number | "draft") => (
    <Button size="small" variant="ghost" onPress={() => toggle(which)}>
      {t(open === which ? "procedures.hideChanges" : "procedures.showChanges")}
    </Button>
  );
  const diff = (before: ProcedureContent, after: ProcedureContent) => (
    <DiffView
      label={t("procedures.showChanges")}
      changes={changesOf(before, after)}
      texts={{ before: t("procedures.before"), after: t("procedures.after") }}
      emptyText={t("procedures.noChange")}
    />
  );
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      size="large"
      title={t("procedures.versions")}
      description={t("procedures.versionsText")}
      closeLabel={t("action.close")}
    >
      {versions.isPending && <SkeletonRows rows={3} label={t("procedures.loading")} />}
      {versions.isError && <Callout tone="danger">{procedureErrorText(versions.error)}</Callout>}
      <ul className="flex flex-col divide-y divide-line-subtle pb-3">
        {newest !== undefined && !isSame(newest.content, draft) && (
          <li className="flex flex-col gap-2 py-2.5">
            <div className="flex flex-wrap items-center gap-3">
              <span className="min-w-0 grow text-13">{t("procedures.inEditor")}</span>
              {changesButton("draft")}
            </div>
            {open === "draft" && diff(newest.content, draft)}
          </li>
        )}
        {all.map(({ version, content, publishedAt }, at) => (
          <li key={version} className="flex flex-col gap-2 py-2.5">
            <div className="flex flex-wrap items-center gap-3">
              <span className="w-8 flex-none text-13 font-semibold tabular-nums">
                {t("procedures.versionShort", { version })}
              </span>
              <span className="flex min-w-0 grow flex-col">
                <span className="text-13 wrap-anywhere">{content.name}</span>
                <span className="text-12 text-fg-2 tabular-nums">{fullTime(publishedAt)}</span>
              </span>
              {changesButton(version)}
              <Button
                size="small"
                isDisabled={isSame(content, draft)}
                onPress={() => onTake(content)}
              >
                {t("procedures.take")}
              </Button>
            </div>
            {open === version && diff(all[at + 1]?.content ?? emptyProcedure(), content)}
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

const FIELD_WORDS = {
  name: "procedures.name",
  department: "procedures.department",
  purpose: "procedures.purpose",
  terms: "procedures.terms",
  offered: "procedures.offered",
  order: "procedures.order",
} as const;

function useChanges() {
  const t = useT();
  const offered = useOfferedText();
  return (before: ProcedureContent, after: ProcedureContent) =>
    procedureChanges(before, after, {
      offered,
      step: (step, all) => stepText(step, all, t),
    }).map(({ id, of, ...sides }) => ({
      id,
      what:
        "field" in of ? t(FIELD_WORDS[of.field]) : t("procedures.stepNumber", { number: of.step }),
      ...sides,
    }));
}

/** All that a step says, a line for each thing. */
function stepText(step: ProcedureStepView, { steps }: ProcedureContent, t: Translate): string {
  const to = (goTo: string | null) => {
    if (goTo === null) return "";
    if (goTo === END) return ` › ${t("procedures.end")}`;
    return ` › ${steps.find(({ key }) => key === goTo)?.title ?? t("procedures.goneStep")}`;
  };
  const kind = t(KIND_NAMES[step.kind]);
  const field = step.field === null ? "" : ` (${t(FIELD_NAMES[step.field])})`;
  const required = step.isRequired ? ` · ${t("procedures.required")}` : "";
  return [
    `${kind}${field}: ${step.title}${required}${to(step.goTo)}`,
    step.body,
    step.url ?? "",
    ...step.choices.map(({ label, goTo }) => `${label}${to(goTo)}`),
  ]
    .filter((line) => line !== "")
    .join("\n");
}
