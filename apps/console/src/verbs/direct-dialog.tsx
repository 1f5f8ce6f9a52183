import type { CategoryView, ConversationView } from "@circuito/protocol";
import { SegmentedControl, TextArea, TextField } from "@circuito/ui";
import { useState } from "react";
import type { Registration } from "../api/client.ts";
import { CategoryFields } from "../categories/category-fields.tsx";
import { CategoryPicker } from "../categories/category-picker.tsx";
import { useCategories } from "../categories/use-categories.ts";
import { urgencyName } from "../i18n/labels.ts";
import { useT } from "../i18n/translate.ts";
import { useQueues } from "../workspace/queries.ts";
import { destinations } from "./availability.ts";
import { NOTE_LENGTH_MAX, QueueField } from "./hand-over-fields.tsx";
import { HandOverForm } from "./hand-over-form.tsx";
import { MomentField } from "./moment-field.tsx";
import { localInputValue, promisePresets } from "./moments.ts";
import { useVerbs } from "./use-verbs.ts";

const URGENCIES = ["low", "normal", "high", "urgent"] as const;

/** The director's registration: what is needed so that the area need not ask again. */
export function DirectDialog({ conversation }: { readonly conversation: ConversationView }) {
  const t = useT();
  const verbs = useVerbs();
  const queues = destinations("direct", conversation, useQueues().data ?? []);
  const presets = promisePresets(Date.now());
  const [queueId, setQueueId] = useState<string | null>(null);
  const [title, setTitle] = useState(conversation.title ?? "");
  const [category, setCategory] = useState(conversation.category ?? "");
  const [categoryId, setCategoryId] = useState(conversation.categoryId);
  const [fields, setFields] = useState(conversation.categoryFields ?? {});
  const categories = useCategories().data ?? [];
  const chosen = categories.find(({ id }) => id === categoryId);
  const isNamed = categories.length > 0 ? chosen !== undefined : category.trim() !== "";
  const emptyFields = (chosen?.fields ?? []).filter(
    ({ key, need }) => need === "direct" && (fields[key] ?? "").trim() === "",
  );
  const [summary, setSummary] = useState(conversation.summary ?? "");
  const [urgency, setUrgency] = useState<Registration["urgency"]>(conversation.urgency ?? "normal");
  const [promised, setPromised] = useState(localInputValue(presets[0]?.at ?? Date.now()));
  const [isChecked, setChecked] = useState(false);
  const promisedAt = Date.parse(promised);
  const isPast = !(promisedAt > Date.now());
  const missing = (text: string) =>
    isChecked && text.trim() === "" ? t("form.required") : undefined;

  return (
    <HandOverForm
      title={t("direct.title")}
      description={t("direct.text")}
      submitLabel={t("verb.direct")}
      size="large"
      onSubmit={async () => {
        setChecked(true);
        const said = [title, summary].every((text) => text.trim() !== "");
        if (queueId === null || !said || isPast || !isNamed || emptyFields.length > 0) return false;
        await verbs.direct(conversation, {
          queueId,
          title: title.trim(),
          ...(chosen === undefined
            ? { category: category.trim() }
            : { categoryId: chosen.id, fields: filledOf(chosen, fields) }),
          summary: summary.trim(),
          urgency,
          promisedAt: new Date(promisedAt).toISOString(),
        });
        return true;
      }}
    >
      <QueueField
        label={t("direct.queue")}
        queues={queues}
        conversationId={conversation.id}
        value={queueId}
        onChange={setQueueId}
        isChecked={isChecked}
      />
      <div className="grid gap-4 min-[600px]:grid-cols-2">
        <TextField
          label={t("registration.title")}
          description={t("direct.titleText")}
          maxLength={TITLE_LENGTH_MAX}
          value={title}
          onChange={setTitle}
          isRequired
          error={missing(title)}
        />
        <CategoryPicker
          categories={categories}
          categoryId={categoryId}
          onChoose={setCategoryId}
          words={category}
          onWords={setCategory}
          error={isChecked && !isNamed ? t("form.required") : undefined}
        />
      </div>
      {chosen !== undefined && (
        <CategoryFields
          fields={chosen.fields}
          values={fields}
          onChange={(key, value) => setFields({ ...fields, [key]: value })}
          errors={Object.fromEntries(
            isChecked ? emptyFields.map(({ key }) => [key, t("form.required")]) : [],
          )}
        />
      )}
      <TextArea
        label={t("registration.summary")}
        description={t("direct.summaryText")}
        minRows={3}
        maxLength={NOTE_LENGTH_MAX}
        value={summary}
        onChange={setSummary}
        isRequired
        error={missing(summary)}
      />
      <div className="grid gap-4 min-[600px]:grid-cols-2">
        <div className="flex flex-col items-start gap-1.5">
          <span aria-hidden="true" className="text-12 font-medium text-fg-2">
            {t("registration.urgency")}
          </span>
          <SegmentedControl
            label={t("registration.urgency")}
            segments={URGENCIES.map((id) => ({ id, label: urgencyName(id) }))}
            value={urgency}
            onChange={setUrgency}
          />
        </div>
        <MomentField
          label={t("registration.promisedAt")}
          description={t("direct.promisedText")}
          presets={presets}
          value={promised}
          onChange={setPromised}
          error={isChecked && isPast ? t("form.mustBeFuture") : undefined}
        />
      </div>
    </HandOverForm>
  );
}

const TITLE_LENGTH_MAX = 200;

/** Only what the category asks for: of one that was chosen before there may be more. */
function filledOf(category: CategoryView, fields: Readonly<Record<string, string>>) {
  const keys = category.fields.map(({ key }) => key);
  return Object.fromEntries(Object.entries(fields).filter(([key]) => keys.includes(key)));
}
