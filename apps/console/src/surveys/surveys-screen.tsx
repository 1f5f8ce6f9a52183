import type { SurveyPolicyView, SurveySettingsBody, SurveySettingsView } from "@circuito/protocol";
import { SURVEY_KINDS } from "@circuito/protocol/surveys-text";
import { Button, Chip, DurationField, EmptyState, Menu, SortableList } from "@circuito/ui";
import { Plus, Star } from "lucide-react";
import { useState } from "react";
import { duration } from "../i18n/format.ts";
import { channelName, levelName } from "../i18n/labels.ts";
import { useT } from "../i18n/translate.ts";
import { EditedFoot } from "../settings/edited-foot.tsx";
import { Loaded } from "../settings/loaded.tsx";
import { Section } from "../settings/section.tsx";
import { SettingsPage } from "../settings/settings-page.tsx";
import { useEdited } from "../settings/use-edited.ts";
import { useQueues } from "../workspace/queries.ts";
import { useWorkspace } from "../workspace/workspace-context.ts";
import { SurveyEditor } from "./survey-editor.tsx";
import { SurveyResultsView } from "./survey-results.tsx";
import { newSurvey, SURVEYS_KEY, saveSurveys, useSurveys } from "./surveys-api.ts";

/** Pesquisas: who is asked how it was, how often, and what came of it. */
export function SurveysScreen() {
  const t = useT();
  const surveys = useSurveys();
  if (surveys.data) return <Editor saved={surveys.data} />;
  return (
    <SettingsPage title={t("settings.surveys")} intro={t("survey.intro")}>
      <Loaded query={surveys} label={t("survey.loading")}>
        {() => null}
      </Loaded>
    </SettingsPage>
  );
}

const bodyOf = ({ version, policies, caps }: SurveySettingsView): SurveySettingsBody => ({
  version,
  policies,
  caps,
});

function Editor({ saved }: { readonly saved: SurveySettingsView }) {
  const t = useT();
  const { queries, toasts } = useWorkspace();
  const edited = useEdited<SurveySettingsBody>(bodyOf(saved), async (draft) => {
    const kept = await saveSurveys({ ...draft, version: saved.version });
    queries.setQueryData(SURVEYS_KEY, kept);
    toasts.add({ text: t("survey.saved"), tone: "ok" });
  });
  const { policies, caps } = edited.draft;
  const [open, setOpen] = useState<SurveyPolicyView | null>(null);
  const units = (["day"] as const).map((id) => ({ id, label: t(`survey.unit.${id}`) }));

  function keep(policy: SurveyPolicyView): void {
    const isThere = policies.some(({ id }) => id === policy.id);
    edited.change({
      policies: isThere
        ? policies.map((one) => (one.id === policy.id ? policy : one))
        : [...policies, policy],
    });
    setOpen(null);
  }

  const add = (
    <Menu
      label={t("survey.add")}
      entries={SURVEY_KINDS.map((kind) => ({
        kind: "item",
        id: kind,
        label: t(`survey.kind.${kind}`),
        description: t(`survey.kindText.${kind}`),
      }))}
      onAction={(id) => {
        const kind = SURVEY_KINDS.find((one) => one === id);
        if (kind) setOpen(newSurvey(kind, t(`survey.kind.${kind}`)));
      }}
      trigger={
        <Button variant="primary" icon={<Plus />}>
          {t("survey.add")}
        </Button>
      }
    />
  );
  return (
    <SettingsPage title={t("settings.surveys")} intro={t("survey.intro")} actions={add}>
      <Section title={t("survey.list")} text={t("survey.listText")} isWide>
        <PolicyList
          policies={policies}
          onOpen={setOpen}
          onChange={(moved) => edited.change({ policies: [...moved] })}
        />
      </Section>
      <Section title={t("survey.caps")} text={t("survey.capsText")}>
        <DurationField
          label={t("survey.anyEvery")}
          unitLabel={t("settings.unitOf", { field: t("survey.anyEvery") })}
          units={units}
          value={caps.anyEveryMs}
          onChange={(ms) => edited.change({ caps: { ...caps, anyEveryMs: ms ?? 0 } })}
          className="max-w-sm"
        />
        <DurationField
          label={t("survey.npsEvery")}
          unitLabel={t("settings.unitOf", { field: t("survey.npsEvery") })}
          units={units}
          value={caps.npsEveryMs}
          onChange={(ms) => edited.change({ caps: { ...caps, npsEveryMs: ms ?? 0 } })}
          className="max-w-sm"
        />
      </Section>
      <Section title={t("survey.results")} text={t("survey.resultsText")} isWide>
        <SurveyResultsView />
      </Section>
      <EditedFoot edited={edited} />
      {open !== null && (
        <SurveyEditor
          key={open.id}
          policy={open}
          isNew={!policies.some(({ id }) => id === open.id)}
          onKeep={keep}
          onRemove={() => {
            edited.change({ policies: policies.filter(({ id }) => id !== open.id) });
            setOpen(null);
          }}
          onClose={() => setOpen(null)}
        />
      )}
    </SettingsPage>
  );
}

interface PolicyListProps {
  readonly policies: readonly SurveyPolicyView[];
  readonly onOpen: (policy: SurveyPolicyView) => void;
  readonly onChange: (policies: readonly SurveyPolicyView[]) => void;
}

/** In the order in which they are tried. */
function PolicyList({ policies, onOpen, onChange }: PolicyListProps) {
  const t = useT();
  const queues = useQueues().data ?? [];
  const where = ({ scope }: SurveyPolicyView) =>
    [
      scope.queueIds.map((id) => queues.find((queue) => queue.id === id)?.name ?? "…").join(", "),
      scope.levels.map(levelName).join(", "),
      scope.channels.map(channelName).join(", "),
    ]
      .filter(Boolean)
      .join(" · ") || t("survey.everywhere");
  return (
    <SortableList
      label={t("survey.list")}
      items={policies}
      onMove={(id, to) => {
        const moved = policies.find((one) => one.id === id);
        if (!moved) return;
        const others = policies.filter((one) => one.id !== id);
        onChange([...others.slice(0, to), moved, ...others.slice(to)]);
      }}
      onOpen={(id) => {
        const policy = policies.find((one) => one.id === id);
        if (policy) onOpen(policy);
      }}
      texts={{
        drag: (name) => t("survey.drag", { name }),
        up: (name) => t("survey.up", { name }),
        down: (name) => t("survey.down", { name }),
        pinned: t("survey.list"),
      }}
      emptyState={
        <EmptyState icon={<Star />} title={t("survey.none")}>
          {t("survey.noneText")}
        </EmptyState>
      }
    >
      {(policy) => (
        <span className="flex min-w-0 grow items-center gap-3">
          <span className="flex min-w-0 grow flex-col">
            <span className="truncate text-13 font-medium">{policy.name}</span>
            <span className="truncate text-12 text-fg-2">
              {[
                policy.kind.toUpperCase(),
                where(policy),
                t("survey.after", { delay: duration(policy.delayMs) }),
              ].join(" · ")}
            </span>
          </span>
          <Chip tone={policy.enabled ? "ok" : "neutral"}>
            {t(policy.enabled ? "survey.on" : "survey.off")}
          </Chip>
        </span>
      )}
    </SortableList>
  );
}
