import {
  asId,
  type Category,
  type CategoryId,
  type CategoryMistake,
  DAY_MS,
  mistakeInCategory,
} from "@circuito/domain";
import { CATEGORIES_MAX, type CategoryView } from "@circuito/protocol";
import {
  countCategoryUses,
  listCategories,
  lockCategories,
  missingReference,
  orderCategories,
  type Queryable,
  saveCategory,
} from "@circuito/store";
import type { Handlers } from "../handler.ts";
import { HttpProblem } from "../problem.ts";
import { nothingHere } from "../visible.ts";
import type { WebParts } from "../web-parts.ts";

/** As far back as suggestions look. */
const USES_SINCE_MS = 90 * DAY_MS;

/** What customers' problems may be registered as. */
export function categoryHandlers(
  parts: WebParts,
): Pick<Handlers, "listCategories" | "createCategory" | "updateCategory" | "orderCategories"> {
  const { database, newId, now } = parts;

  async function save(q: Queryable, category: Category, all: readonly Category[]): Promise<void> {
    const mistake = mistakeInCategory(category, all) ?? (await missingReference(q, category));
    if (mistake) throw refused(mistake);
    await saveCategory(q, category, now());
  }

  return {
    async listCategories({ query }) {
      const all = await listCategories(database.pool);
      const uses = query.uses && (await countCategoryUses(database.pool, now() - USES_SINCE_MS));
      const shown = query.all ? all : all.filter(({ isArchived }) => !isArchived);
      const items = shown.map((one) => ({
        ...categoryViewOf(one),
        ...(uses && { uses: uses.get(one.id) ?? 0 }),
      }));
      return { items, nextCursor: null };
    },

    async createCategory({ body }) {
      const id = asId<CategoryId>(newId());
      const category = { ...categoryOf(body), id, isArchived: false };
      await database.transaction(async ({ client }) => {
        await lockCategories(client);
        const all = await listCategories(client);
        if (all.length >= CATEGORIES_MAX) throw refused("too-many-categories");
        await save(client, category, all);
      });
      parts.configurationChanged();
      return categoryViewOf(category);
    },

    async updateCategory({ params, body }) {
      const saved = await database.transaction(async ({ client }) => {
        await lockCategories(client);
        const all = await listCategories(client);
        const before = all.find(({ id }) => id === params.id);
        if (!before) throw nothingHere();
        const after: Category = {
          ...categoryOf({ ...categoryViewOf(before), ...given(body) }),
          id: before.id,
          isArchived: body.isArchived ?? before.isArchived,
        };
        await save(client, after, all);
        return after;
      });
      parts.configurationChanged();
      return categoryViewOf(saved);
    },

    async orderCategories({ body }) {
      const items = await database.transaction(async ({ client }) => {
        await lockCategories(client);
        await orderCategories(client, body.ids, newId());
        return (await listCategories(client)).map(categoryViewOf);
      });
      parts.configurationChanged();
      return { items, nextCursor: null };
    },
  };
}

type Mistake = CategoryMistake | "queue" | "sla-policy" | "too-many-categories";

const SENTENCES: Readonly<Record<Mistake, string>> = {
  "no-such-parent": "body.parentId: there is no such category",
  "too-deep": "body.parentId: categories have two levels, and no third",
  "name-taken": "body.name: another category has this name here",
  "same-key-twice": "body.fields: two fields have the same key",
  "choices-missing": "body.fields: a choice needs at least two things to choose from",
  queue: "body.queueId: there is no such queue",
  "sla-policy": "body.slaPolicyId: there is no such policy",
  "too-many-categories": `no more than ${CATEGORIES_MAX} categories are possible, archived ones included`,
};

function refused(mistake: Mistake): HttpProblem {
  const because = mistake === "queue" || mistake === "sla-policy" ? `no-such-${mistake}` : mistake;
  const code = mistake === "name-taken" ? "conflict" : "invalid";
  return new HttpProblem(code, SENTENCES[mistake], { details: { because } });
}

type Body = Omit<CategoryView, "id" | "uses">;

/** What was said of it; what was left out stays as it is. */
function given(body: { readonly [Name in keyof Body]?: Body[Name] | undefined }): Partial<Body> {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
}

function categoryOf(
  body: Omit<CategoryView, "id" | "isArchived" | "uses">,
): Omit<Category, "id" | "isArchived"> {
  const { name, parentId, queueId, urgency, slaPolicyId, fields } = body;
  return {
    name,
    parentId: parentId === null ? undefined : asId(parentId),
    queueId: queueId === null ? undefined : asId(queueId),
    urgency: urgency ?? undefined,
    slaPolicyId: slaPolicyId ?? undefined,
    fields: fields.map(({ choices, ...field }) => ({
      ...field,
      ...(field.kind === "choice" && choices && { choices }),
    })),
  };
}

function categoryViewOf(category: Category): CategoryView {
  const { id, name, isArchived } = category;
  return {
    id,
    name,
    parentId: category.parentId ?? null,
    queueId: category.queueId ?? null,
    urgency: category.urgency ?? null,
    slaPolicyId: category.slaPolicyId ?? null,
    fields: category.fields.map(({ choices, ...field }) => ({
      ...field,
      ...(choices && { choices: [...choices] }),
    })),
    isArchived,
  };
}
