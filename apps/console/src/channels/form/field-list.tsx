import { Button, Chip, Menu, ProblemLine, SortableList } from "@circuito/ui";
import { Plus } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useT } from "../../i18n/translate.ts";

interface ListedField {
  readonly key: string;
  readonly required: boolean;
}

interface FieldListProps<Field extends ListedField> {
  readonly fields: readonly Field[];
  /** By the field's key. */
  readonly mistakes: Readonly<Record<string, unknown>>;
  readonly nameOf: (field: Field) => string;
  /** Of one that an admin added: of what kind it is. */
  readonly addedAs: (field: Field) => string | undefined;
  /** The kinds that may still be added. */
  readonly kinds: readonly { readonly id: string; readonly label: string }[];
  /** Why there may be no more of them; absent: there may. */
  readonly fullBecause: string | undefined;
  /** What stands there without any. */
  readonly empty?: string;
  readonly onChange: (fields: readonly Field[]) => void;
  /** @returns a new one of this kind, not yet among the others */
  readonly makeField: (kind: string) => Field | undefined;
  /** The one that is open. */
  readonly children: (
    open: Field,
    change: (part: Partial<Field>) => void,
    remove: () => void,
  ) => ReactNode;
}

/** What is asked, in order; the one that is open is edited below. */
export function FieldList<Field extends ListedField>({
  fields,
  mistakes,
  nameOf,
  addedAs,
  kinds,
  fullBecause,
  empty,
  onChange,
  makeField,
  children,
}: FieldListProps<Field>) {
  const t = useT();
  const [openKey, setOpenKey] = useState<string | null>(null);
  const open = fields.find(({ key }) => key === openKey);

  function move(key: string, to: number) {
    const moved = fields.find((one) => one.key === key);
    if (moved) onChange(fields.filter((one) => one !== moved).toSpliced(to, 0, moved));
  }
  function add(kind: string) {
    const added = makeField(kind);
    if (added === undefined) return;
    onChange([...fields, added]);
    setOpenKey(added.key);
  }

  return (
    <section aria-label={t("form.fields")} className="flex flex-col gap-2">
      <div className="flex items-end justify-between gap-2">
        <h3 className="text-13 font-semibold">{t("form.fields")}</h3>
        <Menu
          label={t("form.addField")}
          placement="bottom end"
          entries={kinds.map((kind) => ({ kind: "item", ...kind }))}
          onAction={add}
          trigger={
            <Button size="small" icon={<Plus />} disabledReason={fullBecause}>
              {t("form.addField")}
            </Button>
          }
        />
      </div>
      {fields.length === 0 && empty !== undefined ? (
        <p className="text-13 text-fg-2">{empty}</p>
      ) : (
        <SortableList
          label={t("form.fields")}
          items={fields.map((one) => ({ id: one.key, name: nameOf(one) }))}
          currentId={openKey ?? undefined}
          onOpen={(id) => setOpenKey(id === openKey ? null : id)}
          onMove={move}
          texts={{
            drag: (name) => t("form.drag", { name }),
            up: (name) => t("form.up", { name }),
            down: (name) => t("form.down", { name }),
            pinned: t("form.fields"),
          }}
        >
          {(_, at) => {
            const one = fields[at];
            const kind = one && addedAs(one);
            return (
              one && (
                <span className="flex min-w-0 items-center gap-2 py-1">
                  <span className="min-w-0 grow truncate text-13">{nameOf(one)}</span>
                  {mistakes[one.key] !== undefined && (
                    <Chip tone="danger">{t("form.incomplete")}</Chip>
                  )}
                  {one.required && <Chip>{t("form.required.chip")}</Chip>}
                  {kind !== undefined && <span className="text-12 text-fg-2">{kind}</span>}
                </span>
              )
            );
          }}
        </SortableList>
      )}
      {Object.keys(mistakes).length > 0 && <ProblemLine>{t("form.fieldsIncomplete")}</ProblemLine>}
      {open !== undefined &&
        children(
          open,
          (part) =>
            onChange(fields.map((one) => (one.key === open.key ? { ...one, ...part } : one))),
          () => {
            onChange(fields.filter((one) => one !== open));
            setOpenKey(null);
          },
        )}
    </section>
  );
}
