import type { QueueView } from "@circuito/protocol";
import { DIRECTED_NOTICE_LENGTH_MAX } from "@circuito/protocol/writing-text";
import { Button, EmptyState, Switch, TextArea } from "@circuito/ui";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Split } from "lucide-react";
import { useState } from "react";
import { triageApi } from "../api/triage.ts";
import { useT } from "../i18n/translate.ts";
import { Loaded } from "../settings/loaded.tsx";
import { SettingsPage } from "../settings/settings-page.tsx";
import { errorText } from "../verbs/problem-text.ts";
import { useQueues } from "../workspace/queries.ts";
import { useWorkspace } from "../workspace/workspace-context.ts";

/** Direcionamento: what directors may do, and what customers hear of where they went. */
export function TriageRulesScreen() {
  const t = useT();
  const queues = useQueues();
  return (
    <SettingsPage title={t("triageRules.title")} intro={t("triageRules.intro")} width="narrow">
      <Loaded query={queues} label={t("triageRules.title")}>
        {(all) => <Rules all={all} />}
      </Loaded>
    </SettingsPage>
  );
}

function Rules({ all }: { readonly all: readonly QueueView[] }) {
  const t = useT();
  const directors = all.filter(({ role }) => role === "director");
  const areas = all.filter(({ role }) => role === "specialist");
  if (directors.length === 0) {
    return (
      <EmptyState icon={<Split />} title={t("triageRules.none")}>
        {t("triageRules.noneText")}
      </EmptyState>
    );
  }
  return (
    <>
      <section aria-label={t("triageRules.directors")} className="flex flex-col gap-2">
        <h2 className="text-14s">{t("triageRules.directors")}</h2>
        {directors.map((queue) => (
          <DirectorQueue key={queue.id} queue={queue} />
        ))}
      </section>
      {areas.length > 0 && (
        <section aria-label={t("triageRules.notices")} className="flex flex-col gap-4">
          <h2 className="text-14s">{t("triageRules.notices")}</h2>
          <p className="text-13 text-fg-2">{t("triageRules.noticesText")}</p>
          {areas.map((queue) => (
            <AreaNotice key={queue.id} queue={queue} />
          ))}
        </section>
      )}
    </>
  );
}

function useQueueSettings(id: string) {
  return useQuery({ queryKey: ["queue-settings", id], queryFn: () => triageApi.getQueue(id) });
}

function useSaveQueue(id: string) {
  const t = useT();
  const queries = useQueryClient();
  const { toasts } = useWorkspace();
  return async (body: Parameters<typeof triageApi.updateQueue>[1]) => {
    try {
      queries.setQueryData(["queue-settings", id], await triageApi.updateQueue(id, body));
      toasts.add({ text: t("categories.saved"), tone: "ok" });
    } catch (error) {
      toasts.add({ text: errorText(error), tone: "danger" });
    }
  };
}

function DirectorQueue({ queue }: { readonly queue: QueueView }) {
  const t = useT();
  const settings = useQueueSettings(queue.id).data;
  const save = useSaveQueue(queue.id);
  return (
    <Switch
      isSelected={settings?.resolvesInTriage ?? false}
      isDisabled={settings === undefined}
      onChange={(resolvesInTriage) => void save({ resolvesInTriage })}
      description={t("triageRules.resolvesText")}
    >
      {t("triageRules.resolves", { queue: queue.name })}
    </Switch>
  );
}

/** Nothing written: the director's console proposes the usual words. */
function AreaNotice({ queue }: { readonly queue: QueueView }) {
  const t = useT();
  const settings = useQueueSettings(queue.id).data;
  const save = useSaveQueue(queue.id);
  const [typed, setTyped] = useState<string>();
  const kept = settings?.directedNotice ?? "";
  const text = typed ?? kept;
  return (
    <div className="flex flex-col items-start gap-2">
      <TextArea
        className="w-full"
        label={queue.name}
        placeholder={t("triageRules.usual")}
        maxLength={DIRECTED_NOTICE_LENGTH_MAX}
        isDisabled={settings === undefined}
        value={text}
        onChange={setTyped}
      />
      {text.trim() !== kept && (
        <Button
          size="small"
          onPress={() => void save({ directedNotice: text.trim() === "" ? null : text.trim() })}
        >
          {t("triageRules.save", { queue: queue.name })}
        </Button>
      )}
    </div>
  );
}
