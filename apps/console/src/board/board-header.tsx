import { Button, IconButton, Select } from "@circuito/ui";
import { useNavigate } from "@tanstack/react-router";
import { Megaphone, Target, Tv } from "lucide-react";
import { useT } from "../i18n/translate.ts";
import { NavigationButton } from "../shell/navigation-button.tsx";
import type { BoardSearch } from "./board-search.ts";

interface BoardHeaderProps {
  readonly search: BoardSearch;
  readonly queues: readonly {
    readonly id: string;
    readonly name: string;
    readonly area: string | null;
  }[];
  readonly onAnnounce: () => void;
  readonly onTargets: () => void;
}

const ALL = "all";

/** What part is shown, which the address remembers, and what can be done for all of it. */
export function BoardHeader({ search, queues, onAnnounce, onTargets }: BoardHeaderProps) {
  const t = useT();
  const navigate = useNavigate();
  const teams = [...new Set(queues.flatMap(({ area }) => area ?? []))].sort();
  const show = (next: BoardSearch) => void navigate({ to: "/live", search: next, replace: true });
  const rest = (name: "queue" | "team", value: string): BoardSearch => {
    const { [name]: _old, ...others } = search;
    return value === ALL ? others : { ...others, [name]: value };
  };
  return (
    <header className="flex flex-wrap items-center gap-2">
      <NavigationButton />
      <h1 className="mr-2 grow text-16 min-[900px]:grow-0">{t("nav.board")}</h1>
      <Select
        label={t("board.filterQueue")}
        isLabelHidden
        placeholder={t("board.allQueues")}
        className="order-1 min-w-0 grow basis-36 min-[900px]:order-0 min-[900px]:grow-0 min-[900px]:basis-44"
        options={[
          { id: ALL, label: t("board.allQueues") },
          ...queues.map(({ id, name }) => ({ id, label: name })),
        ]}
        value={search.queue ?? ALL}
        onChange={(id) => show(rest("queue", id))}
      />
      {teams.length > 0 && (
        <Select
          label={t("board.filterTeam")}
          isLabelHidden
          placeholder={t("board.allTeams")}
          className="order-1 min-w-0 grow basis-36 min-[900px]:order-0 min-[900px]:grow-0 min-[900px]:basis-40"
          options={[
            { id: ALL, label: t("board.allTeams") },
            ...teams.map((team) => ({ id: team, label: team })),
          ]}
          value={search.team ?? ALL}
          onChange={(id) => show(rest("team", id))}
        />
      )}
      <span className="hidden grow min-[900px]:block" />
      <IconButton label={t("board.targets")} icon={<Target />} onPress={onTargets} />
      <IconButton
        label={t("board.wall")}
        icon={<Tv />}
        onPress={() => void navigate({ to: "/live", search: { ...search, tv: 1 } })}
      />
      <span className="order-2 flex grow *:grow min-[900px]:order-0 min-[900px]:grow-0">
        <Button icon={<Megaphone />} onPress={onAnnounce}>
          {t("announce.open")}
        </Button>
      </span>
    </header>
  );
}
