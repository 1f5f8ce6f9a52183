import type { SlaPolicyBody, SlaPolicyView } from "@circuito/protocol";
import { Button, Callout, Checkbox, EmptyState, Switch, TextField } from "@circuito/ui";
import { useParams, useRouter, useSearch } from "@tanstack/react-router";
import { Trash2 } from "lucide-react";
import { useState } from "react";
import { useCalendars } from "../hours/hours-api.ts";
import { useT } from "../i18n/translate.ts";
import { adminErrorText } from "../settings/admin-error.ts";
import { EditedFoot } from "../settings/edited-foot.tsx";
import { Loaded } from "../settings/loaded.tsx";
import { Section } from "../settings/section.tsx";
import { SettingsPage } from "../settings/settings-page.tsx";
import { useEdited } from "../settings/use-edited.ts";
import { useWorkspace } from "../workspace/workspace-context.ts";
import { isIdle } from "./policies-screen.tsx";
import { bodyOf, isRight, readTemplate, templateOf } from "./policy-form.ts";
import { PolicyPreview } from "./policy-preview.tsx";
import { RuleList } from "./rule-list.tsx";
import { slaApi, usePolicies } from "./sla-api.ts";
import { TargetList } from "./target-list.tsx";

/** One policy: what it promises, what stops its time, what happens at 75, 100 and 150 %. */
export function PolicyScreen() {
  const t = useT();
  const { policyId } = useParams({ strict: false });
  const template = readTemplate(useSearch({ strict: false }).template);
  const policies = usePolicies();
  const calendars = useCalendars();
  if (policyId === "new") {
    // The commercial one begins with the hours there are.
    return calendars.data || calendars.isError ? (
      <Editor
        key={template}
        saved={undefined}
        begin={templateOf(
          template,
          template === "blank" ? "" : t(`sla.template.${template}`),
          calendars.data?.[0]?.id ?? null,
        )}
      />
    ) : (
      <SettingsPage title={t("sla.new")} back="/settings/sla">
        <Loaded query={calendars} label={t("sla.loading")}>
          {() => null}
        </Loaded>
      </SettingsPage>
    );
  }
  const found = policies.data?.find(({ id }) => id === policyId);
  if (found) return <Editor key={found.id} saved={found} begin={bodyOf(found)} />;
  return (
    <SettingsPage title={t("sla.title")} back="/settings/sla">
      <Loaded query={policies} label={t("sla.loading")}>
        {() => <EmptyState title={t("refusal.gone")} />}
      </Loaded>
    </SettingsPage>
  );
}

interface EditorProps {
  readonly saved: SlaPolicyView | undefined;
  readonly begin: SlaPolicyBody;
}

function Editor({ saved, begin }: EditorProps) {
  const t = useT();
  const router = useRouter();
  const { queries, toasts } = useWorkspace();
  const edited = useEdited<SlaPolicyBody>(begin, save, (form) =>
    isRight(form) ? undefined : t("sla.notRight"),
  );
  const { draft, change } = edited;
  const [isRebasing, setRebasing] = useState(false);
  const refetch = () => queries.invalidateQueries({ queryKey: ["sla-policies"] });

  async function save(form: SlaPolicyBody): Promise<void> {
    const body = { ...form, name: form.name.trim() };
    const kept = saved ? await slaApi.update(saved.id, body) : await slaApi.create(body);
    await refetch();
    toasts.add({ text: t("sla.saved", { name: kept.name }), tone: "ok" });
    if (!saved) {
      void router.navigate({
        href: `/settings/sla/${kept.id}`,
        replace: true,
        ignoreBlocker: true,
      });
    }
  }

  async function remove(policy: SlaPolicyView): Promise<void> {
    try {
      await slaApi.remove(policy.id);
    } catch (error) {
      toasts.add({ text: adminErrorText(error), tone: "danger" });
      return;
    }
    toasts.add({
      text: t("sla.removed", { name: policy.name }),
      action: {
        label: t("action.undo"),
        onAction: () => void slaApi.create(bodyOf(policy)).then(refetch),
      },
    });
    await refetch();
    void router.navigate({ href: "/settings/sla", ignoreBlocker: true });
  }

  async function rebase(policy: SlaPolicyView): Promise<void> {
    setRebasing(true);
    try {
      const { conversations } = await slaApi.rebase(policy.id);
      toasts.add({ text: t("sla.rebased", { count: conversations }), tone: "ok" });
      await refetch();
    } catch (error) {
      toasts.add({ text: adminErrorText(error), tone: "danger" });
    } finally {
      setRebasing(false);
    }
  }

  const isComplete = isRight(draft);
  return (
    <SettingsPage
      title={saved?.name ?? t("sla.new")}
      back="/settings/sla"
      actions={
        saved && (
          <Button variant="ghost" icon={<Trash2 />} onPress={() => void remove(saved)}>
            {t("sla.remove")}
          </Button>
        )
      }
    >
      {saved && isIdle(saved) && <Callout tone="warn">{t("sla.matchesNobodyText")}</Callout>}
      {saved && saved.openUnderOlder > 0 && (
        <Callout
          tone="info"
          action={
            <Button size="small" isPending={isRebasing} onPress={() => void rebase(saved)}>
              {t("sla.rebase")}
            </Button>
          }
        >
          {t("sla.openUnderOlder", { count: saved.openUnderOlder })}
        </Callout>
      )}
      <Section title={t("sla.identity")}>
        <TextField
          label={t("sla.name")}
          value={draft.name}
          onChange={(name) => change({ name })}
          maxLength={120}
          isRequired
          autoFocus={!saved}
          className="max-w-md"
          error={edited.isTried && draft.name.trim() === "" ? t("form.required") : undefined}
        />
        <Switch
          isSelected={draft.isDefault}
          // There is always one: another takes its place.
          isDisabled={saved?.isDefault === true}
          onChange={(isDefault) => change({ isDefault })}
          description={t(saved?.isDefault ? "sla.defaultStays" : "sla.defaultText")}
        >
          {t("sla.isDefault")}
        </Switch>
      </Section>
      <Section title={t("sla.targets")} text={t("sla.targetsText")} isWide>
        <TargetList
          targets={draft.targets}
          onChange={(targets) => change({ targets: [...targets] })}
        />
      </Section>
      <Section title={t("sla.pauses")} text={t("sla.pausesText")}>
        {(["third-party", "on-hold"] as const).map((pause) => (
          <Checkbox
            key={pause}
            isSelected={draft.pauses.includes(pause)}
            onChange={(isOn) =>
              change({
                pauses: isOn
                  ? [...draft.pauses, pause]
                  : draft.pauses.filter((one) => one !== pause),
              })
            }
          >
            {t(`sla.pause.${pause}`)}
          </Checkbox>
        ))}
      </Section>
      <Section title={t("sla.rules")} text={t("sla.rulesText")} isWide>
        <RuleList rules={draft.rules} onChange={(rules) => change({ rules: [...rules] })} />
      </Section>
      <Section title={t("sla.preview")} text={t("sla.previewText")} isWide>
        <PolicyPreview policy={isComplete ? draft : null} />
      </Section>
      <EditedFoot
        edited={edited}
        newOf={saved ? undefined : "/settings/sla"}
        dirtyText={t(isComplete ? "settings.unsaved" : "sla.notRight")}
      />
    </SettingsPage>
  );
}
