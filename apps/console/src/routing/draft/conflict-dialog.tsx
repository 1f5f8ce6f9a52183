import type { RuleDraftView } from "@circuito/protocol";
import { Button, Dialog, DiffView } from "@circuito/ui";
import { useT } from "../../i18n/translate.ts";
import type { RuleWorld } from "../rule/use-rule-names.ts";
import type { DraftKeeper, KeptDraft } from "./draft-keeper.ts";
import { ruleChanges } from "./rule-changes.ts";

interface ConflictDialogProps {
  readonly kept: KeptDraft;
  readonly theirs: RuleDraftView;
  readonly keeper: DraftKeeper;
  readonly world: RuleWorld;
}

/** Somebody else saved meanwhile: what mine has that theirs has not, and which one stays. */
export function ConflictDialog({ kept, theirs, keeper, world }: ConflictDialogProps) {
  const t = useT();
  const who = theirs.editedBy ?? t("routing.somebody");
  return (
    <Dialog
      isOpen
      role="alertdialog"
      onOpenChange={(isOpen) => !isOpen && keeper.take(theirs)}
      size="large"
      title={t("routing.conflictTitle", { who })}
      description={t("routing.conflictText")}
      closeLabel={t("routing.takeTheirs")}
      footer={
        <>
          <Button onPress={() => keeper.take(theirs)}>{t("routing.takeTheirs")}</Button>
          <Button variant="primary" onPress={() => void keeper.keepMine()}>
            {t("routing.keepMine")}
          </Button>
        </>
      }
    >
      <DiffView
        label={t("routing.changes")}
        changes={ruleChanges(theirs.rules, kept.rules, world.names, t)}
        texts={{ before: t("routing.theirs", { who }), after: t("routing.mine") }}
        emptyText={t("routing.sameRules")}
      />
    </Dialog>
  );
}
