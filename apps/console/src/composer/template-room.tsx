import type { ConversationView, TemplateView } from "@circuito/protocol";
import { renderTemplate } from "@circuito/protocol/chat-text";
import {
  Button,
  Callout,
  EmptyState,
  ErrorState,
  SearchList,
  Select,
  SkeletonRows,
  TextField,
} from "@circuito/ui";
import { useQuery } from "@tanstack/react-query";
import { ArrowLeft, Clock, SendHorizontal } from "lucide-react";
import { useEffect, useState } from "react";
import { api } from "../api/client.ts";
import { ApiError } from "../api/request.ts";
import { type Translate, useLocale, useT } from "../i18n/translate.ts";
import { errorText, technicalText } from "../verbs/problem-text.ts";
import type { ChosenTemplate } from "../workspace/drafts.ts";
import { focusIfLost, focusSoon } from "../workspace/panes.ts";
import type { ReplyWindow } from "./reply-window.ts";
import { useSendReply } from "./send-reply.ts";
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
import type { useDraft } from "./use-draft.ts";

interface TemplateRoomProps {
  readonly conversation: ConversationView;
  readonly draft: ReturnType<typeof useDraft>;
  readonly window: ReplyWindow;
  readonly onBack: () => void;
}

/** Approved at the provider's, which takes hours: a list this old is no worse. */
const TEMPLATES_STALE_MS = 5 * 60_000;

/** In the place of the text area: an approved text, its places filled in, as the customer will read it. */
export function TemplateRoom({ conversation, draft, window, onBack }: TemplateRoomProps) {
  const t = useT();
  const list = useQuery({
    queryKey: ["templates", conversation.inboxId],
    queryFn: async () => (await api.listTemplates(conversation.inboxId)).items,
    staleTime: TEMPLATES_STALE_MS,
  });
  const isOver = window.kind === "over";
  const chosen = draft.template;
  const template = list.data?.find(
    ({ name, language }) => name === chosen?.name && language === chosen.language,
  );
  return (
    <div className="flex min-h-0 flex-col gap-2 overflow-y-auto p-2">
      {isOver && (
        <Callout tone="warn" icon={<Clock />} title={t("chat.windowOver")}>
          {t("chat.windowOverText")}
          {draft.text !== "" && (
            <p className="mt-1 line-clamp-2">
              {t("chat.draftKept")} <q className="italic">{draft.text}</q>
            </p>
          )}
        </Callout>
      )}
      {!isOver && (
        <div>
          <Button
            size="small"
            variant="ghost"
            icon={<ArrowLeft />}
            onPress={() => {
              onBack();
              focusSoon("composer");
            }}
          >
            {t("chat.backToWriting")}
          </Button>
        </div>
      )}
      {list.isPending && <SkeletonRows rows={2} label={t("chat.templatesLoading")} />}
      {list.isError && (
        <ErrorState
          title={listErrorText(list.error, t)}
          retryLabel={t("action.retry")}
          onRetry={() => void list.refetch()}
          technical={{ label: t("problem.technical"), text: technicalText(list.error) }}
        />
      )}
      {list.data !== undefined &&
        (chosen !== undefined && template !== undefined ? (
          <Filling
            conversation={conversation}
            draft={draft}
            chosen={chosen}
            template={template}
            family={familiesOf(list.data).find(({ name }) => name === template.name)}
            onSent={() => {
              if (!isOver) onBack();
            }}
          />
        ) : (
          <Choosing
            families={familiesOf(list.data)}
            onChoose={(picked) => draft.change({ template: chooseTemplate(picked) })}
          />
        ))}
    </div>
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

interface FillingProps {
  readonly conversation: ConversationView;
  readonly draft: ReturnType<typeof useDraft>;
  readonly chosen: ChosenTemplate;
  readonly template: TemplateView;
  readonly family: TemplateFamily | undefined;
  readonly onSent: () => void;
}

/** Provider's limit for one variable (WhatsApp Cloud API). */
const VARIABLE_LENGTH_MAX = 1_024;

function Filling({ conversation, draft, chosen, template, family, onSent }: FillingProps) {
  const t = useT();
  const sendReply = useSendReply(conversation);
  const [isChecked, setChecked] = useState(false);
  useEffect(() => focusIfLost("composer"), []);
  const variables = variablesOf(chosen);
  const usable = family?.versions.filter(({ unusableBecause }) => unusableBecause === null) ?? [];
  const put = (next: ChosenTemplate) => draft.change({ template: next });

  function send() {
    setChecked(true);
    if (variables.some((variable) => mistakeIn(variable) !== undefined)) return;
    const text = renderTemplate(
      {
        body: template.body,
        ...(template.header === null ? {} : { header: template.header }),
        ...(template.footer === null ? {} : { footer: template.footer }),
      },
      { header: chosen.header ?? [], body: chosen.body ?? [] },
    );
    const answers = draft.answers === undefined ? {} : { answers: draft.answers };
    if (!sendReply({ text, chat: { ...answers, template: chosen } }, {})) return;
    // The words that were written stay: they are for when they may be sent.
    draft.unchoose("template");
    draft.unchoose("answers");
    onSent();
  }

  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div className="flex flex-wrap items-center gap-2">
        <h3 className="min-w-0 grow truncate text-14s">{template.name}</h3>
        <Button size="small" onPress={() => draft.unchoose("template")}>
          {t("chat.otherTemplate")}
        </Button>
      </div>
      <div className="grid items-start gap-3 min-[560px]:grid-cols-2">
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
                if (version !== undefined) put(chooseTemplate(version, chosen));
              }}
            />
          )}
          {variables.map((variable) => (
            <TextField
              key={`${variable.part}${variable.index}`}
              label={labelOf(variable, template, t)}
              autoComplete="off"
              maxLength={VARIABLE_LENGTH_MAX}
              isRequired
              validationBehavior="aria"
              value={variable.value}
              error={isChecked ? mistakeText(variable, t) : undefined}
              onChange={(value) => put(withVariable(chosen, { ...variable, value }))}
            />
          ))}
        </div>
        <TemplatePreview template={template} chosen={chosen} />
      </div>
      <div className="flex justify-end">
        <Button type="submit" variant="primary" icon={<SendHorizontal />}>
          {t("chat.sendTemplate")}
        </Button>
      </div>
    </form>
  );
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
