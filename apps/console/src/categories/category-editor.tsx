import type { CategoryView } from "@circuito/protocol";
import { Button, EditorFoot, Select, TextField } from "@circuito/ui";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { request } from "../api/request.ts";
import { type CategoryBody, triageApi } from "../api/triage.ts";
import { urgencyName } from "../i18n/labels.ts";
import { useT } from "../i18n/translate.ts";
import { useUnsaved } from "../settings/unsaved.ts";
import { errorText } from "../verbs/problem-text.ts";
import { useQueues } from "../workspace/queries.ts";
import { useWorkspace } from "../workspace/workspace-context.ts";
import { CategoryList } from "./category-list.tsx";
import { emptyField, FieldList } from "./field-list.tsx";

interface CategoryEditorProps {
  readonly category: CategoryView;
  readonly isNew: boolean;
  readonly all: readonly CategoryView[];
}

const NONE = "none";
const URGENCIES = ["low", "normal", "high", "urgent"] as const;

/** What a category is called, what it sets, what it asks for, and what is below it. */
export function CategoryEditor({ category, isNew, all }: CategoryEditorProps) {
  const t = useT();
  const router = useRouter();
  const queries = useQueryClient();
  const { toasts } = useWorkspace();
  const before = bodyOf(category);
  const [body, setBody] = useState(before);
  const [isSaving, setSaving] = useState(false);
  const [isTried, setTried] = useState(false);
  const [error, setError] = useState<string>();
  const areas = (useQueues().data ?? []).filter(({ role }) => role === "specialist");
  const policies = useQuery({
    queryKey: ["sla-policies"],
    queryFn: async () =>
      (await request<{ items: { id: string; name: string }[] }>("GET", "/sla-policies")).items,
  });
  const change = (part: Partial<CategoryBody>) => setBody({ ...body, ...part });
  const list =
    category.parentId === null
      ? "/settings/categories"
      : `/settings/categories/${category.parentId}`;

  const isDirty = JSON.stringify(body) !== JSON.stringify(before);

  /** @returns whether it is done */
  async function saving(work: () => Promise<unknown>, leads: string | null): Promise<boolean> {
    setSaving(true);
    setError(undefined);
    try {
      await work();
      await queries.invalidateQueries({ queryKey: ["categories"] });
      toasts.add({ text: t("categories.saved"), tone: "ok" });
      if (leads !== null) await router.navigate({ href: leads, ignoreBlocker: true });
      return true;
    } catch (refusal) {
      setError(mistakeText(refusal));
      return false;
    } finally {
      setSaving(false);
    }
  }

  function mistakeText(refusal: unknown): string {
    const because = (refusal as { details?: { because?: unknown } }).details?.because;
    if (because === "name-taken") return t("categories.nameTaken");
    if (because === "choices-missing") return t("categories.choicesMissing");
    return errorText(refusal);
  }

  function missing(): string | undefined {
    if (body.name.trim() === "") return t("categories.needsName");
    return body.fields.some(({ label }) => label.trim() === "")
      ? t("categories.needsLabels")
      : undefined;
  }

  async function save(): Promise<boolean> {
    const mistake = missing();
    setTried(mistake !== undefined);
    if (mistake !== undefined) {
      setError(mistake);
      return false;
    }
    return saving(
      () => (isNew ? triageApi.createCategory(body) : triageApi.updateCategory(category.id, body)),
      isNew ? list : null,
    );
  }

  function discard(): void {
    setBody(before);
    setTried(false);
    setError(undefined);
  }

  useUnsaved(isDirty, { save, discard });

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
      className="flex flex-col gap-6"
    >
      <div className="flex flex-col gap-4">
        <TextField
          label={t("categories.name")}
          maxLength={120}
          value={body.name}
          onChange={(name) => change({ name })}
          isRequired
          error={isTried && body.name.trim() === "" ? t("form.required") : undefined}
        />
        <div className="grid gap-4 min-[600px]:grid-cols-3">
          <Select
            label={t("categories.queue")}
            placeholder={t("categories.noQueue")}
            value={body.queueId ?? NONE}
            options={[
              { id: NONE, label: t("categories.noQueue") },
              ...areas.map(({ id, name }) => ({ id, label: name })),
            ]}
            onChange={(id) => change({ queueId: id === NONE ? null : id })}
          />
          <Select
            label={t("registration.urgency")}
            placeholder={t("categories.asIs")}
            value={body.urgency ?? NONE}
            options={[
              { id: NONE, label: t("categories.asIs") },
              ...URGENCIES.map((id) => ({ id, label: urgencyName(id) })),
            ]}
            onChange={(id) => change({ urgency: URGENCIES.find((one) => one === id) ?? null })}
          />
          <Select
            label={t("categories.sla")}
            placeholder={t("categories.asIs")}
            value={body.slaPolicyId ?? NONE}
            options={[
              { id: NONE, label: t("categories.asIs") },
              ...(policies.data ?? []).map(({ id, name }) => ({ id, label: name })),
            ]}
            onChange={(id) => change({ slaPolicyId: id === NONE ? null : id })}
          />
        </div>
      </div>
      <section aria-label={t("categories.fields")} className="flex flex-col gap-3">
        <h2 className="text-14s">{t("categories.fields")}</h2>
        <p className="text-13 text-fg-2">{t("categories.fieldsText")}</p>
        <FieldList
          fields={body.fields}
          onChange={(fields) => change({ fields: [...fields] })}
          isTried={isTried}
        />
        <Button
          className="self-start"
          onPress={() => change({ fields: [...body.fields, emptyField(body.fields)] })}
        >
          {t("categories.addField")}
        </Button>
      </section>
      {!isNew && category.parentId === null && (
        <section aria-label={t("categories.children")} className="flex flex-col gap-3">
          <h2 className="text-14s">{t("categories.children")}</h2>
          <CategoryList label={t("categories.children")} all={all} parentId={category.id} />
          <Button
            className="self-start"
            onPress={() =>
              void router.navigate({ href: `/settings/categories/new?parent=${category.id}` })
            }
          >
            {t("categories.addChild")}
          </Button>
        </section>
      )}
      <EditorFoot
        isDirty={isDirty}
        isSaving={isSaving}
        onSave={save}
        onDiscard={discard}
        saveLabel={t("categories.save")}
        discardLabel={t("categories.discard")}
        dirtyText={t("categories.unsaved")}
        error={error}
        more={
          !isNew && (
            <Button
              variant="ghost"
              onPress={() =>
                void saving(
                  () => triageApi.updateCategory(category.id, { isArchived: !category.isArchived }),
                  list,
                )
              }
            >
              {category.isArchived ? t("categories.restore") : t("categories.archive")}
            </Button>
          )
        }
      />
    </form>
  );
}

function bodyOf(category: CategoryView): CategoryBody {
  const { name, parentId, queueId, urgency, slaPolicyId, fields } = category;
  return { name, parentId, queueId, urgency, slaPolicyId, fields };
}
