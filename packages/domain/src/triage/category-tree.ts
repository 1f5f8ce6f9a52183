import type { CategoryId } from "../ids.ts";
import type { Category, CategoryField } from "./category.ts";

/** Why a category cannot be as it was asked to be. */
export type CategoryMistake =
  | "no-such-parent"
  /** Two levels at most: a parent has no parent, and what has children is no child. */
  | "too-deep"
  | "name-taken"
  | "same-key-twice"
  | "choices-missing";

/** Whether a category fits into the tree. @param all the others and itself as it was, archived ones too */
export function mistakeInCategory(
  category: Category,
  all: readonly Category[],
): CategoryMistake | undefined {
  const others = all.filter(({ id }) => id !== category.id);
  const { parentId } = category;
  if (parentId !== undefined) {
    const parent = others.find(({ id }) => id === parentId);
    if (!parent) return "no-such-parent";
    if (parent.parentId !== undefined) return "too-deep";
    if (others.some((one) => one.parentId === category.id)) return "too-deep";
  }
  const name = category.name.toLowerCase();
  const isTaken = others.some(
    (one) => !one.isArchived && one.parentId === parentId && one.name.toLowerCase() === name,
  );
  if (isTaken && !category.isArchived) return "name-taken";
  return mistakeInFieldList(category.fields);
}

function mistakeInFieldList(fields: readonly CategoryField[]): CategoryMistake | undefined {
  if (new Set(fields.map(({ key }) => key)).size < fields.length) return "same-key-twice";
  const isEmptyChoice = ({ kind, choices = [] }: CategoryField) =>
    kind === "choice" && choices.length < 2;
  return fields.some(isEmptyChoice) ? "choices-missing" : undefined;
}

/** As it is told in lists and in the story: "Financeiro › 2ª via de boleto". */
export function categoryPath(
  category: Pick<Category, "name" | "parentId">,
  all: readonly Pick<Category, "id" | "name">[],
): string {
  const parent = all.find(({ id }) => id === category.parentId);
  return parent ? `${parent.name} › ${category.name}` : category.name;
}

/** The category that somebody names in words, by its own name or its path, case aside. */
export function findNamedCategory(name: string, all: readonly Category[]): CategoryId | undefined {
  const wanted = name.trim().toLowerCase();
  return all.find(
    (one) =>
      !one.isArchived &&
      [one.name, categoryPath(one, all)].some((told) => told.toLowerCase() === wanted),
  )?.id;
}
