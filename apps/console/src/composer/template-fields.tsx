import type { TemplateView } from "@circuito/protocol";
import { EmptyState, ErrorState, SearchList, Select, SkeletonRows, TextField } from "@circuito/ui";
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { api } from "../api/client.ts";
import { ApiError } from "../api/request.ts";
import { type Translate, useLocale, useT } from "../i18n/translate.ts";
import { errorText, technicalText } from "../verbs/problem-text.ts";
import type { ChosenTemplate } from "../workspace/drafts.ts";
import { focusIfLost } from "../workspace/panes.ts";
import {
  chooseTemplate,
  familiesOf,
  mistakeIn,
  preferredVersion,
  type TemplateFamily,
  type Variable,
  variablesOf,
  withVariable,
} from "./template-choice.ts";
import { categoryName, languageCodes, languageName, unusableText } from "./template-labels.ts";
import { TemplatePreview } from "./template-preview.tsx";

/** Approved at the provider's, which takes hours: a list this old is no worse. */
const TEMPLATES_STALE_MS = 5 * 60_000;

export function useTemplates(inboxId: string | undefined) {
  return useQuery({
    queryKey: ["templates", inboxId],
    queryFn: async () => (await api.listTemplates(inboxId ?? "")).items,
    enabled: inboxId !== undefined,
    staleTime: TEMPLATES_STALE_MS,
  });
}

interface TemplateListProps {
  readonly list: ReturnType<typeof useTemplates>;
  readonly onChoose: (chosen: ChosenTemplate) => void;
}

/** The inbox's approved texts, to choose one from. */
export function TemplateList({ list, onChoose }: TemplateListProps) {
  const t = useT();
  if (list.isPending) return <SkeletonRows rows={2} label={t("chat.templatesLoading")} />;
  if (list.isError) {
    return (
      <ErrorState
        title={listErrorText(list.error, t)}
        retryLabel={t("action.retry")}
        onRetry={() => void list.refetch()}
        technical={{ label: t("problem.technical"), text: technicalText(list.error) }}
      />
    );
  }
  return (
    <Choosing
      families={familiesOf(list.data)}
      onChoose={(picked) => onChoose(chooseTemplate(picked))}
    />
  );
}

/** Whose fault it is decides whether waiting helps. */
function listErrorText(error: unknown, t: Translate): string {
  if (!(error instanceof ApiError) || error.code !== "unavailable") return errorText(error);
  return t(
    error.details.because === "credentials" ? "chat.templatesRefused" : "chat.templatesSilent",
  );
}

interface ChoosingProps {
  readonly families: readonly TemplateFamily[];
  readonly onChoose: (template: TemplateView) => void;
}

function Choosing({ families, onChoose }: ChoosingProps) {
  const t = useT();
  const locale = useLocale();
  useEffect(() => focusIfLost("composer"), []);
  if (families.length === 0) {
    return <EmptyState title={t("chat.noTemplates")}>{t("chat.noTemplatesText")}</EmptyState>;
  }
  const categories = [...new Set(families.map(({ category }) => category))];
  return (
    <div className="rounded-control border border-line">
      <SearchList
        label={t("chat.searchTemplates")}
        placeholder={t("chat.searchTemplates")}
        clearLabel={t("action.clear")}
        emptyState={t("chat.noTemplateFound")}
        sections={categories.map((category) => ({
          id: category,
          label: categoryName(category),
          options: families
            .filter((family) => family.category === category)
            .map((family) => optionOf(family, t)),
        }))}
        onAction={(name) => {
          const family = families.find((candidate) => candidate.name === name);
          const version = family && preferredVersion(family, locale);
          if (version !== undefined) onChoose(version);
        }}
      />
    </div>
  );
}

function optionOf({ name, versions }: TemplateFamily, t: Translate) {
  const because = versions.every(({ unusableBecause }) => unusableBecause !== null)
    ? versions[0]?.unusableBecause
    : null;
  return {
    id: name,
    label: name,
    description:
      because == null
        ? versions[0]?.body
        : t("chat.unusableBecause", { reason: unusableText(because) }),
    meta: languageCodes(versions.map(({ language }) => language)),
    keywords: versions.map(({ body }) => body),
    isDisabled: because != null,
  };
}

interface TemplateFieldsProps {
  readonly template: TemplateView;
  /** All of the inbox: the same text in other languages is among them. */
  readonly all: readonly TemplateView[];
  readonly chosen: ChosenTemplate;
  /** What is missing is said once somebody tried. */
  readonly isChecked: boolean;
  readonly onChange: (chosen: ChosenTemplate) => void;
}

/** Provider's limit for one variable (WhatsApp Cloud API). */
const VARIABLE_LENGTH_MAX = 1_024;

/** A template's language and the words that are put into it, beside what the customer will read. */
export function TemplateFields(props: TemplateFieldsProps) {
  const { template, all, chosen, isChecked, onChange } = props;
  const t = useT();
  const family = familiesOf(all).find(({ name }) => name === template.name);
  const usable = family?.versions.filter(({ unusableBecause }) => unusableBecause === null) ?? [];
  return (
    <div className="grid grid-cols-1 items-start gap-3 min-[560px]:grid-cols-2">
      <div className="flex min-w-0 flex-col gap-3">
        {usable.length > 1 && (
          <Select
            label={t("chat.templateLanguage")}
            placeholder={t("chat.templateLanguage")}
            options={usable.map(({ language }) => ({
              id: language,
              label: languageName(language),
            }))}
            value={template.language}
            onChange={(language) => {
              const version = usable.find((candidate) => candidate.language === language);
              if (version !== undefined) onChange(chooseTemplate(version, chosen));
            }}
          />
        )}
        {variablesOf(chosen).map((variable) => (
          <TextField
            key={`${variable.part}${variable.index}`}
            label={labelOf(variable, template, t)}
            autoComplete="off"
            maxLength={VARIABLE_LENGTH_MAX}
            isRequired
            validationBehavior="aria"
            value={variable.value}
            error={isChecked ? mistakeText(variable, t) : undefined}
            onChange={(value) => onChange(withVariable(chosen, { ...variable, value }))}
          />
        ))}
      </div>
      <TemplatePreview template={template} chosen={chosen} />
    </div>
  );
}

/** Every place has its words. */
export function isFilled(chosen: ChosenTemplate): boolean {
  return variablesOf(chosen).every((variable) => mistakeIn(variable) === undefined);
}

function labelOf({ part, index }: Variable, { buttons }: TemplateView, t: Translate): string {
  const place = index + 1;
  if (part === "button") {
    return t("chat.variable.button", { text: buttons[index]?.text ?? place });
  }
  return t(`chat.variable.${part}`, { place: `{{${place}}}` });
}

function mistakeText(variable: Variable, t: Translate): string | undefined {
  switch (mistakeIn(variable)) {
    case "missing":
      return t("form.required");
    case "one-line":
      return t("chat.variableOneLine");
    case undefined:
      return undefined;
  }
}
