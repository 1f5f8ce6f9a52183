import { PROACTIVE_RULES_MAX } from "@circuito/protocol/proactive-text";
import { Button, Chip, ProblemLine, SortableList } from "@circuito/ui";
import { Plus } from "lucide-react";
import { useT } from "../../../i18n/translate.ts";
import type { EditedInvitations } from "./use-invitations.ts";

/** The rules in the order in which they are tried; one at a time is open. */
export function InvitationList({ edited }: { readonly edited: EditedInvitations }) {
  const t = useT();
  const { rules, open, mistakes, setRules, setOpen, add } = edited;
  const isFull = rules.length >= PROACTIVE_RULES_MAX;
  const nameOf = (name: string) => name.trim() || t("invite.unnamed");

  function move(id: string, to: number) {
    const moved = rules.find((one) => one.id === id);
    if (moved) setRules(rules.filter((one) => one !== moved).toSpliced(to, 0, moved));
  }

  return (
    <section aria-label={t("invite.rules")} className="flex flex-col gap-2">
      <div className="flex items-end justify-between gap-2">
        <h3 className="text-13 font-semibold">{t("invite.rules")}</h3>
        <Button
          size="small"
          icon={<Plus />}
          disabledReason={isFull ? t("invite.full", { count: PROACTIVE_RULES_MAX }) : undefined}
          onPress={add}
        >
          {t("invite.add")}
        </Button>
      </div>
      {rules.length === 0 ? (
        <p className="text-13 text-fg-2">{t("invite.empty")}</p>
      ) : (
        <SortableList
          label={t("invite.rules")}
          items={rules.map(({ id, name }) => ({ id, name: nameOf(name) }))}
          currentId={open?.id}
          onOpen={(id) => setOpen(id === open?.id ? null : id)}
          onMove={move}
          texts={{
            drag: (name) => t("form.drag", { name }),
            up: (name) => t("form.up", { name }),
            down: (name) => t("form.down", { name }),
            pinned: t("invite.rules"),
          }}
        >
          {(_, at) => {
            const rule = rules[at];
            return (
              rule && (
                <span className="flex min-w-0 items-center gap-2 py-1">
                  <span className="min-w-0 grow truncate text-13">{nameOf(rule.name)}</span>
                  {mistakes[rule.id] !== undefined && (
                    <Chip tone="danger">{t("form.incomplete")}</Chip>
                  )}
                  {!rule.enabled && <Chip>{t("invite.off")}</Chip>}
                </span>
              )
            );
          }}
        </SortableList>
      )}
      {Object.keys(mistakes).length > 0 && <ProblemLine>{t("invite.incomplete")}</ProblemLine>}
    </section>
  );
}
