import type { ActivityView } from "@circuito/protocol";
import { Button, SystemLine } from "@circuito/ui";
import { ChevronsDownUp, ListTree } from "lucide-react";
import { clockTime } from "../i18n/format.ts";
import { useT } from "../i18n/translate.ts";
import { useActivityWords } from "./use-activity-words.ts";

interface ActivityRunProps {
  readonly activities: readonly ActivityView[];
  readonly isUnfolded: boolean;
  readonly onToggle: () => void;
}

/** Many moves of the story in a row: the last one says where it stands, the others on demand. */
export function ActivityRun({ activities, isUnfolded, onToggle }: ActivityRunProps) {
  const t = useT();
  const words = useActivityWords();
  const last = activities.at(-1);
  if (last === undefined) return null;
  return (
    <SystemLine
      icon={isUnfolded ? <ChevronsDownUp /> : <ListTree />}
      {...(!isUnfolded && { time: clockTime(last.at), dateTime: last.at })}
    >
      {!isUnfolded && `${words(last).text} `}
      <Button
        size="small"
        variant="ghost"
        className="-my-1.5 text-12"
        aria-expanded={isUnfolded}
        onPress={onToggle}
      >
        {isUnfolded ? t("activity.runLess") : t("activity.run", { count: activities.length - 1 })}
      </Button>
    </SystemLine>
  );
}
