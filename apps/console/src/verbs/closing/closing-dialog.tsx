import type { ConversationView } from "@circuito/protocol";
import type { ClosingAsks } from "@circuito/protocol/writing-text";
import { Switch, TextArea } from "@circuito/ui";
import { useState } from "react";
import { ApiError } from "../../api/request.ts";
import { CategoryFields } from "../../categories/category-fields.tsx";
import { CategoryPicker } from "../../categories/category-picker.tsx";
import { filledFields } from "../../categories/filled-fields.ts";
import { missingToEnd } from "../../categories/missing-to-end.ts";
import { categoryPath, useCategories } from "../../categories/use-categories.ts";
import { useT } from "../../i18n/translate.ts";
import type { AfterClosing } from "../../workspace/ui-state.ts";
import { HandOverForm } from "../hand-over-form.tsx";
import { useTellAbout } from "../use-tell-about.ts";

/** The protocol's limit. */
const RESOLUTION_LENGTH_MAX = 1_000;

interface ClosingDialogProps {
  readonly conversation: ConversationView;
  readonly asks: ClosingAsks;
  readonly next: AfterClosing;
}

/** Before the end, all at once: what it was about, what its category wants to know, how it was solved. */
export function ClosingDialog({ conversation, asks, next }: ClosingDialogProps) {
  const t = useT();
  const tellAbout = useTellAbout();
  const categories = useCategories().data ?? [];
  const [categoryId, setCategoryId] = useState(conversation.categoryId);
  const [values, setValues] = useState(conversation.categoryFields ?? {});
  const [resolution, setResolution] = useState("");
  const [survey, setSurvey] = useState(true);
  const [isChecked, setChecked] = useState(false);
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const category = categories.find(({ id }) => id === categoryId);
  const isAbout = asks.category || asks.fields;
  const isOnlyFields = asks.fields && asks.resolution === "none" && !asks.survey;

  function missingFields(): readonly string[] {
    const fields = typedFields();
    const told = { ...conversation, categoryId, categoryFields: fields };
    return missingToEnd(told, categories).map(({ key }) => key);
  }

  const typedFields = () => filledFields(category?.fields ?? [], values);

  async function end(): Promise<boolean> {
    setChecked(true);
    const missing = isAbout ? missingFields() : [];
    setErrors(Object.fromEntries(missing.map((key) => [key, t("form.required")])));
    const words = resolution.trim();
    const isShort = asks.resolution === "required" && words === "";
    if (missing.length > 0 || isShort || (isAbout && categoryId === null)) return false;
    try {
      const told =
        isAbout && categoryId !== null
          ? await tellAbout(conversation, categoryId, typedFields(), false)
          : conversation;
      void next.run(told, {
        ...(words !== "" && { resolution: words }),
        ...(asks.survey && !survey && { survey: false }),
      });
      return true;
    } catch (refusal) {
      const field = refusal instanceof ApiError ? refusal.details.field : undefined;
      if (typeof field !== "string") throw refusal;
      setErrors({ [field]: t("category.unreadable") });
      return false;
    }
  }

  return (
    <HandOverForm
      title={
        isOnlyFields && category !== undefined
          ? categoryPath(category, categories)
          : t("closing.title")
      }
      description={t(isOnlyFields ? "about.textToEnd" : "closing.text")}
      submitLabel={t(
        isAbout
          ? next.verb === "resolve"
            ? "about.saveAndResolve"
            : "about.saveAndSend"
          : next.verb === "resolve"
            ? "verb.resolve"
            : "closing.sendAndResolve",
      )}
      onSubmit={end}
    >
      {asks.category && (
        <CategoryPicker
          categories={categories}
          categoryId={categoryId}
          onChoose={setCategoryId}
          // Only where there are categories is one asked for.
          words=""
          onWords={() => undefined}
          error={isChecked && categoryId === null ? t("form.required") : undefined}
        />
      )}
      {isAbout && category !== undefined && (
        <CategoryFields
          fields={category.fields}
          values={values}
          onChange={(key, value) => setValues({ ...values, [key]: value })}
          errors={errors}
        />
      )}
      {asks.resolution !== "none" && (
        <TextArea
          label={t("closing.resolution")}
          description={t("closing.resolutionText")}
          minRows={2}
          maxLength={RESOLUTION_LENGTH_MAX}
          value={resolution}
          onChange={setResolution}
          isRequired={asks.resolution === "required"}
          error={
            isChecked && asks.resolution === "required" && resolution.trim() === ""
              ? t("form.required")
              : undefined
          }
        />
      )}
      {asks.survey && (
        <Switch isSelected={survey} onChange={setSurvey} description={t("closing.surveyText")}>
          {t("closing.survey")}
        </Switch>
      )}
    </HandOverForm>
  );
}
