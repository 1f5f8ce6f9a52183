import type { ConversationView } from "@circuito/protocol";
import { useState } from "react";
import { ApiError } from "../api/request.ts";
import { CategoryFields } from "../categories/category-fields.tsx";
import { missingToEnd } from "../categories/missing-to-end.ts";
import { categoryPath, useCategories } from "../categories/use-categories.ts";
import { useT } from "../i18n/translate.ts";
import type { AfterAbout } from "../workspace/ui-state.ts";
import { HandOverForm } from "./hand-over-form.tsx";
import { useTellAbout } from "./use-tell-about.ts";

interface AboutDialogProps {
  readonly conversation: ConversationView;
  readonly categoryId: string;
  readonly next: AfterAbout | undefined;
}

/** What a conversation's category asks for: told when it is known, and before it may end. */
export function AboutDialog({ conversation, categoryId, next }: AboutDialogProps) {
  const t = useT();
  const tellAbout = useTellAbout();
  const categories = useCategories().data ?? [];
  const category = categories.find(({ id }) => id === categoryId);
  const isSame = conversation.categoryId === categoryId;
  const [values, setValues] = useState(isSame ? (conversation.categoryFields ?? {}) : {});
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  if (category === undefined) return null;
  const wanted = category;

  async function save(): Promise<boolean> {
    const fields = Object.fromEntries(
      wanted.fields.flatMap(({ key }) => {
        const value = values[key]?.trim();
        return value ? [[key, value]] : [];
      }),
    );
    const told = { ...conversation, categoryId, categoryFields: fields };
    const missing = next === undefined ? [] : missingToEnd(told, categories);
    setErrors(Object.fromEntries(missing.map(({ key }) => [key, t("form.required")])));
    if (missing.length > 0) return false;
    try {
      const after = await tellAbout(conversation, categoryId, fields, next === undefined);
      void next?.run(after);
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
      title={categoryPath(wanted, categories)}
      description={t(next === undefined ? "about.text" : "about.textToEnd")}
      submitLabel={t(
        next === undefined
          ? "action.save"
          : next.verb === "resolve"
            ? "about.saveAndResolve"
            : "about.saveAndSend",
      )}
      onSubmit={save}
    >
      <CategoryFields
        fields={wanted.fields}
        values={values}
        onChange={(key, value) => setValues({ ...values, [key]: value })}
        errors={errors}
      />
    </HandOverForm>
  );
}
