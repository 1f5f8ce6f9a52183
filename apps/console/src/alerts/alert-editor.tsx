import type { AlertView } from "@circuito/protocol";
import { NumberField, Select, TextField } from "@circuito/ui";
import { useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { currentLocale, LOCALES, t, useT } from "../i18n/translate.ts";
import { EditedFoot } from "../settings/edited-foot.tsx";
import { Section } from "../settings/section.tsx";
import { useEdited } from "../settings/use-edited.ts";
import { useWorkspace } from "../workspace/workspace-context.ts";
import { isMail } from "./address-field.tsx";
import { type AlertForm, alertsApi, type TargetForm } from "./alerts-api.ts";
import { SubjectField } from "./subject-field.tsx";
import { isHttps, TargetFields } from "./target-fields.tsx";

const KINDS = [
  "queue-waiting",
  "queue-age",
  "promises-at-risk",
  "channel-down",
  "category-volume",
] as const satisfies readonly AlertView["condition"]["kind"][];

/** What usually needs somebody, to begin with. */
const LIMITS: Readonly<Record<AlertView["condition"]["kind"], number>> = {
  "queue-waiting": 20,
  "queue-age": 30,
  "promises-at-risk": 5,
  "channel-down": 10,
  "category-volume": 10,
};
const PAUSE_MINUTES = 30;

/** What is watched, and who hears of it. */
export function AlertEditor({ saved }: { readonly saved: AlertView | undefined }) {
  const t = useT();
  const router = useRouter();
  const { queries, toasts } = useWorkspace();
  const [isTried, setTried] = useState(false);
  const edited = useEdited<AlertForm>(saved ? formOf(saved) : newForm(), save, (form) => {
    setTried(true);
    return mistakeIn(form);
  });
  const { draft, change } = edited;
  const { condition } = draft;

  async function save(form: AlertForm): Promise<void> {
    const body = { ...form, name: form.name.trim(), targets: form.targets.map(trimmed) };
    const kept = saved ? await alertsApi.update(saved.id, body) : await alertsApi.create(body);
    await queries.invalidateQueries({ queryKey: ["alerts"] });
    toasts.add({ text: t("alerts.saved", { name: kept.name }), tone: "ok" });
    if (saved) return;
    void router.navigate({
      ...{ href: `/settings/alerts/${kept.id}`, replace: true, ignoreBlocker: true },
    });
  }

  const isMinutes = condition.kind === "queue-age" || condition.kind === "channel-down";
  return (
    <>
      <Section title={t("alerts.what")} text={t("alerts.whatText")}>
        <TextField
          label={t("alerts.name")}
          isRequired
          autoFocus={!saved}
          autoComplete="off"
          maxLength={120}
          className="max-w-md"
          value={draft.name}
          onChange={(name) => change({ name })}
          error={isTried && draft.name.trim() === "" ? t("alerts.nameMissing") : undefined}
        />
        <Select
          label={t("alerts.kindLabel")}
          placeholder={t("alerts.kindLabel")}
          className="max-w-md"
          options={KINDS.map((id) => ({ id, label: t(`alerts.kind.${id}`) }))}
          value={condition.kind}
          onChange={(kind) => change({ condition: { kind, subjectId: null, limit: LIMITS[kind] } })}
        />
        <SubjectField
          condition={condition}
          onChange={(subjectId) => change({ condition: { ...condition, subjectId } })}
          error={
            isTried && condition.kind === "category-volume" && condition.subjectId === null
              ? t("alerts.categoryMissing")
              : undefined
          }
        />
        <NumberField
          label={t(`alerts.limit.${condition.kind}`)}
          description={t(`alerts.limitText.${condition.kind}`)}
          className="max-w-48"
          minValue={0}
          maxValue={100_000}
          unit={isMinutes ? t("alerts.minutes") : undefined}
          value={condition.limit}
          onChange={(limit) => change({ condition: { ...condition, limit: limit ?? 0 } })}
        />
      </Section>
      <Section title={t("alerts.targets")} text={t("alerts.targetsText")}>
        <TargetFields
          value={draft.targets}
          onChange={(targets) => change({ targets })}
          isTried={isTried}
        />
      </Section>
      <Section title={t("alerts.how")} text={t("alerts.howText")}>
        <NumberField
          label={t("alerts.pause")}
          description={t("alerts.pauseText")}
          className="max-w-48"
          minValue={1}
          maxValue={1_440}
          unit={t("alerts.minutes")}
          value={draft.pauseMinutes}
          onChange={(pauseMinutes) => change({ pauseMinutes: pauseMinutes ?? PAUSE_MINUTES })}
        />
        <Select<AlertForm["language"]>
          label={t("alerts.language")}
          placeholder={t("alerts.language")}
          className="max-w-48"
          options={LOCALES.map(({ id, name }) => ({ id, label: name }))}
          value={draft.language}
          onChange={(language) => change({ language })}
        />
      </Section>
      <EditedFoot
        edited={edited}
        newOf={saved ? undefined : "/settings/alerts"}
        saveLabel={saved ? undefined : t("alerts.create")}
      />
    </>
  );
}

function newForm(): AlertForm {
  return {
    ...{
      name: "",
      language: currentLocale(),
      targets: [],
      pauseMinutes: PAUSE_MINUTES,
      isOn: true,
    },
    condition: { kind: "queue-waiting", subjectId: null, limit: LIMITS["queue-waiting"] },
  };
}

function formOf({ name, language, condition, targets, pauseMinutes, isOn }: AlertView): AlertForm {
  return {
    ...{ name, language, condition, pauseMinutes, isOn },
    targets: targets.map((target) =>
      target.kind === "mail"
        ? { kind: "mail", address: target.address }
        : { kind: "slack", id: target.id, name: target.name },
    ),
  };
}

function trimmed(target: TargetForm): TargetForm {
  if (target.kind === "mail") return { ...target, address: target.address.trim() };
  const name = target.name.trim();
  return "url" in target ? { ...target, name, url: target.url.trim() } : { ...target, name };
}

function mistakeIn({ name, condition, targets }: AlertForm): string | undefined {
  if (name.trim() === "") return t("alerts.nameMissing");
  if (condition.kind === "category-volume" && condition.subjectId === null) {
    return t("alerts.categoryMissing");
  }
  if (targets.length === 0) return t("alerts.targetsMissing");
  for (const target of targets) {
    if (target.kind === "mail") {
      if (!isMail(target.address)) return t("alerts.addressMissing");
    } else if (target.name.trim() === "") return t("alerts.roomMissing");
    else if ("url" in target && !isHttps(target.url)) return t("alerts.urlMissing");
  }
  return undefined;
}
