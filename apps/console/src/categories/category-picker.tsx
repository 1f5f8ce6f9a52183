import type { CategoryView } from "@circuito/protocol";
import { ComboBox, TextField } from "@circuito/ui";
import { useT } from "../i18n/translate.ts";
import { categoryPath } from "./use-categories.ts";

interface CategoryPickerProps {
  readonly categories: readonly CategoryView[];
  readonly categoryId: string | null;
  readonly onChoose: (id: string | null) => void;
  /** Where the installation has none: any words. */
  readonly words: string;
  readonly onWords: (words: string) => void;
  readonly error?: string | undefined;
}

/** What the problem is about: one of the installation's categories, or words where it has none yet. */
export function CategoryPicker(props: CategoryPickerProps) {
  const { categories, categoryId, onChoose, words, onWords, error } = props;
  const t = useT();
  if (categories.length === 0) {
    return (
      <TextField
        label={t("registration.category")}
        description={t("direct.categoryText")}
        maxLength={WORDS_LENGTH_MAX}
        value={words}
        onChange={onWords}
        isRequired
        error={error}
      />
    );
  }
  return (
    <ComboBox
      label={t("registration.category")}
      placeholder={t("category.placeholder")}
      emptyText={t("category.none")}
      options={categories.map((category) => ({
        id: category.id,
        label: categoryPath(category, categories),
      }))}
      value={categoryId}
      onChange={onChoose}
      isRequired
      error={error}
    />
  );
}

const WORDS_LENGTH_MAX = 120;
