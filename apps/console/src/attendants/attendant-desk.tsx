import type { AttendantView, InboxView } from "@circuito/protocol";
import {
  ATTENDANT_LANGUAGES,
  type AttendantFlow,
  mistakesInFlow,
} from "@circuito/protocol/attendant-text";
import {
  Button,
  Chip,
  EditorFoot,
  EmptyState,
  SegmentedControl,
  Select,
  Switch,
} from "@circuito/ui";
import { useQuery } from "@tanstack/react-query";
import { History, MessageCircleQuestionMark, Plus } from "lucide-react";
import { Suspense, useState } from "react";
import { ApiError } from "../api/request.ts";
import { useT } from "../i18n/translate.ts";
import { SettingsPage } from "../settings/settings-page.tsx";
import { useUnsaved } from "../settings/unsaved.ts";
import { part } from "../shell/part.ts";
import { errorText } from "../verbs/problem-text.ts";
import { useWorkspace } from "../workspace/workspace-context.ts";
import { attendantsApi, flowOf } from "./attendants-api.ts";
import { ClosedEditor, HandOverEditor } from "./editor/endings-editor.tsx";
import { MenuEditor } from "./editor/menu-editor.tsx";
import { WordsField } from "./editor/words-field.tsx";
import { firstFlow } from "./flow/first-flow.ts";
import { idsIn } from "./flow/flow-edit.ts";
import { mistakeAt } from "./flow/flow-mistakes.ts";
import { Simulator } from "./simulator/simulator.tsx";

/** Fetched when they are asked for. */
const VersionsDialog = part(async () => ({
  default: (await import("./versions-dialog.tsx")).VersionsDialog,
}));

interface AttendantDeskProps {
  readonly inbox: InboxView;
  readonly attendant: AttendantView;
  readonly onSaved: () => Promise<unknown>;
}

/** What is said and asked at the left, what the customer sees at the right; one below the other on a phone. */
export function AttendantDesk({ inbox, attendant, onSaved }: AttendantDeskProps) {
  const t = useT();
  const { toasts, queries } = useWorkspace();
  const { version } = attendant;
  const [saved] = useState(() => flowOf(attendant));
  const [flow, setFlow] = useState<AttendantFlow | null>(saved);
  const [language, setLanguage] = useState(saved?.language ?? "pt-BR");
  const [isChecked, setChecked] = useState(false);
  const [isSaving, setSaving] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [showsVersions, setShowsVersions] = useState(false);
  const isDirty = JSON.stringify(flow) !== JSON.stringify(saved);
  const mistakes = flow === null ? [] : mistakesInFlow(flow, inbox.channel);
  /** Too long is seen while it is written; what is missing is told once somebody wants to save. */
  const shown = isChecked ? mistakes : mistakes.filter(({ because }) => because === "too-long");

  /** @returns whether it is kept now */
  async function save(next: AttendantFlow | null, done: string): Promise<boolean> {
    setChecked(true);
    if (next !== null && mistakesInFlow(next, inbox.channel).length > 0) return false;
    setSaving(true);
    setProblem(undefined);
    try {
      await attendantsApi.setAttendant(inbox.id, version, next);
      toasts.add({ text: done, tone: "ok" });
      await queries.invalidateQueries({ queryKey: ["attendants"] });
      await queries.invalidateQueries({ queryKey: ["attendant-versions", inbox.id] });
      await onSaved();
      return true;
    } catch (error) {
      setSaving(false);
      setProblem(
        error instanceof ApiError && error.code === "conflict"
          ? t("attendant.conflict")
          : errorText(error),
      );
      return false;
    }
  }

  function discard(): void {
    setFlow(saved);
    setChecked(false);
    setProblem(undefined);
  }

  useUnsaved(isDirty, {
    save: async () => !isSaving && save(flow, t("attendant.saved")),
    discard,
  });

  return (
    <SettingsPage
      title={inbox.name}
      back="/settings/attendants"
      width="fill"
      state={
        <Chip tone={saved === null ? "neutral" : "ok"}>
          {saved === null ? t("attendant.off") : t("attendant.onVersion", { version })}
        </Chip>
      }
      actions={
        <>
          {saved !== null && (
            <Switch
              isSelected
              isDisabled={isSaving}
              onChange={() => void save(null, t("attendant.switchedOff"))}
            >
              {t("attendant.isOn")}
            </Switch>
          )}
          {version > 0 && (
            <Button icon={<History />} onPress={() => setShowsVersions(true)}>
              {t("attendant.versions")}
            </Button>
          )}
        </>
      }
    >
      {flow === null ? (
        <NoFlow inboxId={inbox.id} onBegin={setFlow} />
      ) : (
        <div className="grid min-h-0 grow grid-cols-[minmax(0,1fr)] content-start overflow-y-auto border-line-subtle border-t min-[1100px]:grid-cols-[minmax(0,3fr)_minmax(0,2fr)] min-[1100px]:content-stretch min-[1100px]:overflow-hidden">
          <form
            aria-label={t("attendant.editor")}
            className="flex flex-col gap-6 px-6 pt-4 min-[1100px]:min-h-0 min-[1100px]:overflow-y-auto"
            onSubmit={(event) => event.preventDefault()}
          >
            <div className="flex flex-wrap items-end gap-3">
              <SegmentedControl
                label={t("attendant.writing")}
                value={language}
                segments={ATTENDANT_LANGUAGES.map((id) => ({
                  id,
                  label: t(`attendant.language.${id}`),
                }))}
                onChange={setLanguage}
              />
              <Select
                className="min-w-40"
                label={t("attendant.mainLanguage")}
                placeholder={t("attendant.mainLanguage")}
                options={ATTENDANT_LANGUAGES.map((id) => ({
                  id,
                  label: t(`attendant.language.${id}`),
                }))}
                value={flow.language}
                onChange={(next) => setFlow({ ...flow, language: next })}
              />
            </div>
            <section className="flex flex-col gap-3">
              <h2 className="text-14s">{t("attendant.opening")}</h2>
              <WordsField
                label={t("attendant.greeting")}
                description={t("attendant.protocolText")}
                words={flow.greeting}
                language={language}
                fallback={flow.language}
                error={mistakeAt(shown, "greeting")}
                onChange={(greeting) => setFlow({ ...flow, greeting })}
              />
            </section>
            <section className="flex flex-col gap-3">
              <h2 className="text-14s">{t("attendant.menu")}</h2>
              {flow.menu === undefined ? (
                <div className="flex flex-col items-start gap-2">
                  <p className="text-13 text-fg-2">{t("attendant.noMenu")}</p>
                  <Button
                    size="small"
                    icon={<Plus />}
                    onPress={() => setFlow({ ...flow, menu: { words: {}, options: [BLANK] } })}
                  >
                    {t("attendant.addMenu")}
                  </Button>
                </div>
              ) : (
                <MenuEditor
                  flow={flow}
                  menu={flow.menu}
                  path={[]}
                  language={language}
                  mistakes={shown}
                  savedIds={idsIn(saved)}
                  onChange={setFlow}
                />
              )}
            </section>
            <ClosedEditor flow={flow} language={language} mistakes={shown} onChange={setFlow} />
            <HandOverEditor flow={flow} language={language} mistakes={shown} onChange={setFlow} />
            <EditorFoot
              isDirty={isDirty}
              isSaving={isSaving}
              saveLabel={t(saved === null ? "attendant.switchOn" : "attendant.save")}
              discardLabel={t("attendant.discard")}
              dirtyText={
                isChecked && mistakes.length > 0
                  ? t("attendant.toMend", { count: mistakes.length })
                  : t("attendant.unsaved")
              }
              error={problem}
              saveKeys={["Ctrl", "S"]}
              onSave={() => void save(flow, t("attendant.saved"))}
              onDiscard={discard}
            />
          </form>
          <div className="border-line-subtle border-t px-6 py-4 min-[1100px]:overflow-y-auto min-[1100px]:border-t-0 min-[1100px]:border-l">
            <Simulator
              flow={flow}
              inbox={inbox}
              language={language}
              isBroken={mistakes.length > 0}
            />
          </div>
        </div>
      )}
      <Suspense>
        {showsVersions && (
          <VersionsDialog
            inboxId={inbox.id}
            newest={version}
            onTake={(taken) => {
              setFlow(taken);
              setLanguage(taken.language);
              setShowsVersions(false);
            }}
            onClose={() => setShowsVersions(false)}
          />
        )}
      </Suspense>
    </SettingsPage>
  );
}

const BLANK = { id: "opcao", label: {} };

interface NoFlowProps {
  readonly inboxId: string;
  readonly onBegin: (flow: AttendantFlow) => void;
}

/** Nothing is asked: begin, or go on with what was switched off. */
function NoFlow({ inboxId, onBegin }: NoFlowProps) {
  const t = useT();
  const former = useQuery({
    queryKey: ["attendant-versions", inboxId],
    queryFn: async () => (await attendantsApi.listAttendantVersions(inboxId)).items,
  }).data?.find(({ isOn }) => isOn);

  async function takeFormer(version: number) {
    const flow = flowOf(await attendantsApi.getAttendantVersion(inboxId, version));
    if (flow) onBegin(flow);
  }

  return (
    <EmptyState
      icon={<MessageCircleQuestionMark />}
      title={t(former === undefined ? "attendant.isOff" : "attendant.isSwitchedOff")}
      action={
        <div className="flex flex-wrap justify-center gap-2">
          {former !== undefined && (
            <Button variant="primary" onPress={() => void takeFormer(former.version)}>
              {t("attendant.takeFormer", { version: former.version })}
            </Button>
          )}
          <Button
            variant={former === undefined ? "primary" : "secondary"}
            icon={<Plus />}
            onPress={() => onBegin(firstFlow(t))}
          >
            {t("attendant.create")}
          </Button>
        </div>
      }
    >
      {t("attendant.isOffText")}
    </EmptyState>
  );
}
