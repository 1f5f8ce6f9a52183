import { Button, IconButton } from "@circuito/ui";
import { Split, X } from "lucide-react";
import { useT } from "../../i18n/translate.ts";
import { mistakeText } from "../draft/mistake-text.ts";
import type { Unfinished } from "../draft/unfinished.ts";
import {
  type Condition,
  type ConditionName,
  GROUPS_MAX,
  type Rule,
  type SimpleCondition,
  without,
} from "../rule/rule-view.ts";
import type { RuleWorld } from "../rule/use-rule-names.ts";
import { ConditionList, Joint } from "./condition-list.tsx";

interface ConditionsEditorProps {
  readonly condition: Condition;
  readonly rules: readonly Rule[];
  readonly world: RuleWorld;
  readonly mistakes: ReadonlyMap<string, string>;
  readonly unfinished: readonly Unfinished[];
  readonly isDisabled: boolean;
  readonly onChange: (condition: Condition) => void;
}

/** One group alone joins nothing: whoever wants "or" begins with two. */
const TWO_GROUPS: readonly SimpleCondition[] = [{}, {}];

/** "Se": all that is here must hold, and one of the groups, where there are some. */
export function ConditionsEditor(props: ConditionsEditorProps) {
  const { condition, rules, world, mistakes, unfinished, isDisabled, onChange } = props;
  const t = useT();
  const { anyOf, ...alone } = condition;
  const groups = anyOf ?? [];
  const hasAlone = Object.keys(alone).length > 0;
  const unsaidIn = (group: number | undefined): ReadonlySet<ConditionName> =>
    new Set(
      unfinished.flatMap((one) =>
        one.at === "condition" && one.group === group ? [one.name] : [],
      ),
    );
  const setGroups = (next: readonly SimpleCondition[]) =>
    onChange(next.length === 0 ? without(condition, "anyOf") : { ...alone, anyOf: [...next] });
  const common = { rules, world, mistakes, isDisabled };

  return (
    <section aria-labelledby="rule-if" className="flex flex-col gap-2">
      <h3 id="rule-if" className="text-14s">
        {t("routing.if")}
      </h3>
      {!hasAlone && groups.length === 0 && (
        <p className="text-13 text-fg-2">{t("routing.ifNothing")}</p>
      )}
      <ConditionList
        {...common}
        at="condition"
        condition={alone}
        unfinished={unsaidIn(undefined)}
        onChange={(next) => onChange({ ...next, ...(anyOf && { anyOf }) })}
      >
        {groups.length === 0 && (
          <Button
            size="small"
            icon={<Split />}
            isDisabled={isDisabled}
            onPress={() => setGroups(TWO_GROUPS)}
          >
            {t("routing.addGroups")}
          </Button>
        )}
      </ConditionList>
      {groups.length > 0 && (
        <>
          {hasAlone && <Joint>{t("routing.and")}</Joint>}
          <p id="rule-any-of" className="text-13 text-fg-2">
            {t("routing.anyOf")}
          </p>
          <ol aria-labelledby="rule-any-of" className="flex flex-col gap-2">
            {groups.map((group, place) => {
              const name = t("routing.group", { number: place + 1 });
              const isEmpty = unfinished.some((one) => one.at === "group" && one.group === place);
              const at = `condition.anyOf.${place}`;
              const refused = mistakes.get(at);
              return (
                // biome-ignore lint/suspicious/noArrayIndexKey: a group is what stands at its place
                <li key={place} className="flex flex-col gap-2">
                  {place > 0 && <Joint>{t("routing.or")}</Joint>}
                  <fieldset className="flex min-w-0 flex-col gap-2 rounded-pane bg-sunken p-3">
                    <legend className="sr-only">{name}</legend>
                    <div className="flex items-center gap-2">
                      <span aria-hidden="true" className="min-w-0 grow text-12 font-semibold">
                        {name}
                      </span>
                      <IconButton
                        size="tiny"
                        label={t("routing.removeGroup", { number: place + 1 })}
                        icon={<X />}
                        isDisabled={isDisabled}
                        onPress={() => setGroups(groups.filter((_, other) => other !== place))}
                      />
                    </div>
                    <ConditionList
                      {...common}
                      at={at}
                      condition={group}
                      unfinished={unsaidIn(place)}
                      onChange={(next) =>
                        setGroups(groups.map((one, other) => (other === place ? next : one)))
                      }
                    />
                    {(isEmpty || refused !== undefined) && (
                      <p className="text-12 text-danger-text">
                        {refused === undefined ? t("routing.sayGroup") : mistakeText(refused)}
                      </p>
                    )}
                  </fieldset>
                </li>
              );
            })}
          </ol>
          {groups.length < GROUPS_MAX && (
            <div>
              <Button
                size="small"
                icon={<Split />}
                isDisabled={isDisabled}
                onPress={() => setGroups([...groups, {}])}
              >
                {t("routing.addGroup")}
              </Button>
            </div>
          )}
        </>
      )}
    </section>
  );
}
