import type { ListedProcedure, ProcedureContent } from "@circuito/protocol";
import { mistakesInProcedure } from "@circuito/protocol/procedure-text";
import { Button, Callout, Problem, SegmentedControl } from "@circuito/ui";
import { useQueryClient } from "@tanstack/react-query";
import { Archive, ArchiveRestore, History, Rocket } from "lucide-react";
import { useState } from "react";
import { useT } from "../../i18n/translate.ts";
import { EditedFoot } from "../../settings/edited-foot.tsx";
import { Section } from "../../settings/section.tsx";
import { SettingsPage } from "../../settings/settings-page.tsx";
import { useEdited } from "../../settings/use-edited.ts";
import { useWorkspace } from "../../workspace/workspace-context.ts";
import { AboutFields } from "./about-fields.tsx";
import { OfferedFields } from "./offered-fields.tsx";
import { ProcedureFigures } from "./procedure-figures.tsx";
import { mistakeText, procedureErrorText } from "./procedure-mistakes.ts";
import { ProcedurePreview } from "./procedure-preview.tsx";
import { ProcedureState } from "./procedure-state.tsx";
import { proceduresApi } from "./procedures-api.ts";
import { StepsEditor } from "./steps-editor.tsx";
import { VersionsDialog } from "./versions-dialog.tsx";

interface ProcedureEditorProps {
  readonly title: string;
  readonly id: string;
  /** Null: it is not there yet. */
  readonly saved: ListedProcedure | null;
  readonly content: ProcedureContent;
}

/** What a procedure says, step by step; saved as a draft, and offered once it is published. */
export function ProcedureEditor({ title, id, saved, content }: ProcedureEditorProps) {
  const t = useT();
  const queries = useQueryClient();
  const { toasts } = useWorkspace();
  const [shows, setShows] = useState<"steps" | "preview">("steps");
  const [showsVersions, setShowsVersions] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const renew = () => queries.invalidateQueries({ queryKey: ["procedures"] });
  const edited = useEdited(content, keep, ({ name }) =>
    name.trim() === "" ? t("procedures.needsName") : undefined,
  );
  const { draft, change, isDirty } = edited;
  const mistakes = mistakesInProcedure(draft);

  async function keep(draft: ProcedureContent): Promise<void> {
    if (saved === null) await proceduresApi.create(id, draft);
    else await proceduresApi.update(id, { revision: saved.revision, content: draft });
    await renew();
    toasts.add({ text: t("procedures.saved"), tone: "ok" });
  }

  /** What is done with the whole of it, at once. */
  async function act(call: () => Promise<unknown>, done: string): Promise<void> {
    setBusy(true);
    setProblem(undefined);
    try {
      await call();
      await renew();
      toasts.add({ text: done, tone: "ok" });
    } catch (error) {
      setProblem(procedureErrorText(error));
    } finally {
      setBusy(false);
    }
  }

  const whyNotPublished =
    saved === null || isDirty
      ? t("procedures.saveFirst")
      : mistakes.length > 0
        ? t("procedures.mendFirst", { count: mistakes.length })
        : saved.published !== null && !saved.isChanged
          ? t("procedures.isPublished")
          : undefined;

  return (
    <SettingsPage
      title={title}
      back="/settings/procedures"
      width="full"
      state={saved !== null && <ProcedureState procedure={saved} />}
      actions={
        saved !== null && (
          <>
            {saved.published !== null && (
              <Button icon={<History />} onPress={() => setShowsVersions(true)}>
                {t("procedures.versions")}
              </Button>
            )}
            <Button
              icon={saved.isArchived ? <ArchiveRestore /> : <Archive />}
              disabledReason={isDirty ? t("procedures.saveFirst") : undefined}
              isPending={isBusy}
              onPress={() =>
                void act(
                  () =>
                    proceduresApi.update(id, {
                      revision: saved.revision,
                      isArchived: !saved.isArchived,
                    }),
                  t(saved.isArchived ? "procedures.restored" : "procedures.archivedNow"),
                )
              }
            >
              {t(saved.isArchived ? "procedures.restore" : "procedures.archive")}
            </Button>
            <Button
              variant="primary"
              icon={<Rocket />}
              disabledReason={whyNotPublished}
              isPending={isBusy}
              onPress={() =>
                void act(
                  () => proceduresApi.publish(id, saved.revision),
                  t("procedures.publishedNow", { version: (saved.published ?? 0) + 1 }),
                )
              }
            >
              {t("procedures.publish")}
            </Button>
          </>
        )
      }
    >
      {problem !== undefined && <Problem>{problem}</Problem>}
      <Section title={t("procedures.aboutHead")} text={t("procedures.aboutText")}>
        <AboutFields draft={draft} onChange={change} isTried={edited.isTried} />
      </Section>
      <Section title={t("procedures.offered")} text={t("procedures.offeredText")}>
        <OfferedFields draft={draft} onChange={change} />
      </Section>
      <Section
        title={t("procedures.stepsHead")}
        text={t("procedures.stepsText")}
        isWide
        actions={
          <SegmentedControl
            label={t("procedures.shows")}
            value={shows}
            onChange={setShows}
            segments={[
              { id: "steps", label: t("procedures.showSteps") },
              { id: "preview", label: t("procedures.showPreview") },
            ]}
          />
        }
      >
        {shows === "steps" ? (
          <StepsEditor
            steps={draft.steps}
            mistakes={mistakes}
            onChange={(steps) => change({ steps })}
          />
        ) : mistakes.length > 0 ? (
          <Callout tone="warn">
            {draft.steps.length === 0
              ? mistakeText("no-steps")
              : t("procedures.mendFirst", { count: mistakes.length })}
          </Callout>
        ) : (
          <div className="max-w-96">
            <ProcedurePreview content={draft} />
          </div>
        )}
      </Section>
      {saved !== null && saved.published !== null && <ProcedureFigures procedure={saved} />}
      {/* A sample can be saved as it is. */}
      <EditedFoot
        edited={edited}
        newOf={saved === null && content.steps.length > 0 ? "/settings/procedures" : undefined}
      />
      {showsVersions && (
        <VersionsDialog
          id={id}
          draft={draft}
          onTake={(taken) => {
            change(taken);
            setShowsVersions(false);
          }}
          onClose={() => setShowsVersions(false)}
        />
      )}
    </SettingsPage>
  );
}
