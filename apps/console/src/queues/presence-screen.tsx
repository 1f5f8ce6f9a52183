import type { ChosenReason } from "@circuito/protocol";
import { NumberField, Switch } from "@circuito/ui";
import { useQuery } from "@tanstack/react-query";
import { channelTitle } from "../i18n/labels.ts";
import { useT } from "../i18n/translate.ts";
import { EditedFoot } from "../settings/edited-foot.tsx";
import { Loaded } from "../settings/loaded.tsx";
import { Section } from "../settings/section.tsx";
import { SettingsPage } from "../settings/settings-page.tsx";
import { useEdited } from "../settings/use-edited.ts";
import { useMe, useWorkspace } from "../workspace/workspace-context.ts";
import { BreaksSection } from "./breaks-section.tsx";
import { queuesApi } from "./queues-api.ts";

/** What a conversation costs where no admin said another. */
const USUAL: Readonly<Record<string, number>> = {
  webchat: 1,
  whatsapp: 1,
  sms: 1,
  email: 0.5,
  form: 0.5,
};
const IDLE_USUAL_MINUTES = 15;

interface PresenceForm {
  readonly idleAwayMinutes: number | null;
  readonly breaks: readonly ChosenReason[];
  readonly weights: Readonly<Record<string, number>>;
}

/** Presença e capacidade: when somebody is away, which breaks there are, and what channels cost. */
export function PresenceScreen() {
  const t = useT();
  const settings = useQuery({
    queryKey: ["presence-settings"],
    enabled: useMe().role === "admin",
    queryFn: async (): Promise<PresenceForm> => {
      const [presence, { weights }] = await Promise.all([
        queuesApi.getPresence(),
        queuesApi.getWeights(),
      ]);
      return { ...presence, weights };
    },
  });
  return (
    <SettingsPage title={t("presence.settings")} intro={t("presence.settingsIntro")}>
      <Loaded query={settings} label={t("presence.settingsLoading")}>
        {(saved) => <Editor saved={saved} />}
      </Loaded>
    </SettingsPage>
  );
}

function Editor({ saved }: { readonly saved: PresenceForm }) {
  const t = useT();
  const { queries, toasts } = useWorkspace();
  const edited = useEdited<PresenceForm>(saved, save);
  const { draft, change } = edited;

  async function save(form: PresenceForm): Promise<void> {
    await queuesApi.setPresence(form);
    await queuesApi.setWeights(form.weights);
    queries.setQueryData(["presence-settings"], form);
    toasts.add({ text: t("presence.settingsSaved"), tone: "ok" });
  }

  return (
    <>
      <Section title={t("presence.idle")} text={t("presence.idleText")}>
        <Switch
          isSelected={draft.idleAwayMinutes !== null}
          onChange={(isOn) => change({ idleAwayMinutes: isOn ? IDLE_USUAL_MINUTES : null })}
        >
          {t("presence.idleSwitch")}
        </Switch>
        {draft.idleAwayMinutes !== null && (
          <NumberField
            label={t("presence.idleAfter")}
            value={draft.idleAwayMinutes}
            onChange={(minutes) => change({ idleAwayMinutes: minutes ?? IDLE_USUAL_MINUTES })}
            minValue={5}
            maxValue={1_440}
            unit={t("settings.unit.minute")}
            className="max-w-60"
          />
        )}
      </Section>
      <BreaksSection breaks={draft.breaks} onChange={(breaks) => change({ breaks })} />
      <Section title={t("presence.grace")} text={t("presence.graceText")}>
        <ul className="flex list-disc flex-col gap-1 pl-4 text-13 text-fg-2">
          <li>{t("presence.graceUnanswered")}</li>
          <li>{t("presence.graceAnswered")}</li>
          <li>{t("presence.graceAsync")}</li>
        </ul>
      </Section>
      <Section title={t("presence.weights")} text={t("presence.weightsText")}>
        <div className="grid gap-4 min-[640px]:grid-cols-3">
          {Object.entries(USUAL).map(([channel, usual]) => (
            <NumberField
              key={channel}
              label={channelTitle(channel)}
              value={draft.weights[channel] ?? usual}
              minValue={0}
              maxValue={100}
              step={0.25}
              unit={t("presence.units")}
              onChange={(weight) => {
                const { [channel]: _before, ...rest } = draft.weights;
                const isUsual = weight === null || weight === usual;
                change({ weights: isUsual ? rest : { ...rest, [channel]: weight } });
              }}
            />
          ))}
        </div>
      </Section>
      <EditedFoot edited={edited} />
    </>
  );
}
