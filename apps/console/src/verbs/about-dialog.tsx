import type { ConversationView } from "@circuito/protocol";
import { useState } from "react";
import { ApiError } from "../api/request.ts";
import { CategoryFields } from "../categories/category-fields.tsx";
import { filledFields } from "../categories/filled-fields.ts";
import { categoryPath, useCategories } from "../categories/use-categories.ts";
import { useT } from "../i18n/translate.ts";
import { HandOverForm } from "./hand-over-form.tsx";
import { useTellAbout } from "./use-tell-about.ts";

interface AboutDialogProps {
  readonly conversation: ConversationView;
  readonly categoryId: string;
}

/** What a conversation's category asks for: told when it is known. */
export function AboutDialog({ conversation, categoryId }: AboutDialogProps) {
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
    try {
      await tellAbout(conversation, categoryId, filledFields(wanted.fields, values), true);
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
      description={t("about.text")}
      submitLabel={t("action.save")}
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
