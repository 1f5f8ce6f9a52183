import type { ArticleView } from "@circuito/protocol";
import { Select } from "@circuito/ui";
import { useQueryClient } from "@tanstack/react-query";
import { categoryPath, useCategories } from "../categories/use-categories.ts";
import { useT } from "../i18n/translate.ts";
import { useMe, useWorkspace } from "../workspace/workspace-context.ts";
import { knowledgeErrorText } from "./article-words.ts";
import { type ArticlePlace, knowledgeApi } from "./knowledge-api.ts";

const NONE = "none";

/** Where an article stands and who reads it, in all its languages: kept at once. */
export function ArticlePlaceFields({ article }: { readonly article: ArticleView }) {
  const me = useMe();
  const queries = useQueryClient();
  const { toasts } = useWorkspace();

  async function keep(part: Partial<ArticlePlace>) {
    const { categoryId, audience } = article;
    try {
      const placed = await knowledgeApi.place(article.id, { categoryId, audience, ...part });
      queries.setQueryData(["article", article.id], placed);
      await queries.invalidateQueries({ queryKey: ["articles"] });
    } catch (error) {
      toasts.add({ text: knowledgeErrorText(error), tone: "danger" });
    }
  }

  return (
    <PlaceFields
      place={article}
      isFixed={me.role === "agent"}
      onChange={(part) => void keep(part)}
    />
  );
}

interface PlaceFieldsProps {
  readonly place: ArticlePlace;
  readonly isFixed: boolean;
  readonly onChange: (part: Partial<ArticlePlace>) => void;
}

export function PlaceFields({ place, isFixed, onChange }: PlaceFieldsProps) {
  const t = useT();
  const categories = useCategories().data ?? [];
  return (
    <div className="grid max-w-3xl gap-4 min-[600px]:grid-cols-2">
      <Select
        label={t("knowledge.category")}
        placeholder={t("knowledge.noCategory")}
        value={place.categoryId ?? NONE}
        isDisabled={isFixed}
        options={[
          { id: NONE, label: t("knowledge.noCategory") },
          ...categories.map((one) => ({ id: one.id, label: categoryPath(one, categories) })),
        ]}
        onChange={(id) => onChange({ categoryId: id === NONE ? null : id })}
      />
      <Select
        label={t("knowledge.audience")}
        placeholder={t("knowledge.audience")}
        value={place.audience}
        isDisabled={isFixed}
        options={[
          { id: "public", label: t("knowledge.public") },
          { id: "internal", label: t("knowledge.internal") },
        ]}
        onChange={(audience) => onChange({ audience })}
      />
    </div>
  );
}
