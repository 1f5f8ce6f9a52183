import type { ConsoleStage } from "../console-stage.ts";
import type { Screen } from "./screen.ts";

/** Long over: what people do meanwhile is in none of the pictures. */
export const ACTIVITY_DATE = "2026-03-10";
const at = (time: string) => `${ACTIVITY_DATE}T${time}:00-03:00`;

const DAYS: Readonly<Record<string, readonly (readonly [string, string, string?])[]>> = {
  ana: [
    ["07:58", "available"],
    ["10:00", "away", "break"],
    ["10:15", "available"],
    ["12:02", "away", "lunch"],
    ["13:01", "available"],
    ["17:30", "busy"],
    ["18:00", "offline"],
  ],
  bruno: [
    ["08:10", "available"],
    ["09:30", "away", "own:Ginástica laboral"],
    ["09:45", "available"],
    ["14:00", "disconnected"],
    ["14:20", "available"],
    ["16:00", "away", "meeting"],
    ["17:00", "busy"],
    ["18:12", "offline"],
  ],
};

const ACTS = [
  ["08:02", "claimed"],
  ["08:40", "directed"],
  ["09:10", "claimed"],
  ["09:55", "resolved"],
  ["15:20", "claimed"],
  ["15:48", "escalated"],
] as const;

/** A day of two people, and what one of them did in it. */
export async function dayWorked(stage: ConsoleStage): Promise<void> {
  const [made] = await stage.query("select 1 from presence_changes where at = $1", [at("07:58")]);
  if (made !== undefined) return;
  for (const [name, day] of Object.entries(DAYS)) {
    for (const [time, state, reason] of [["00:00", "offline"] as const, ...day]) {
      await stage.query(
        `insert into presence_changes (agent_id, at, wanted, reason, reachable)
          select id, $2, $3, $4, $5 from agents where email like $1 || '@%'`,
        [
          ...[name, at(time), state === "disconnected" ? "available" : state],
          ...[reason ?? null, state !== "disconnected"],
        ],
      );
    }
  }
  await stage.customerSays("+5511900000093", "O boleto não chegou");
  const deadline = Date.now() + 20_000;
  for (;;) {
    const [found] = await stage.query<{ id: string }>("select id from conversations limit 1");
    if (found !== undefined) {
      for (const [time, kind] of ACTS) {
        await stage.query(
          `insert into activities (conversation_id, kind, actor_id, data, because, at)
            select $1, $2, id, '{}', 'by-hand', $3 from agents where email like 'ana@%'`,
          [found.id, kind, at(time)],
        );
      }
      return;
    }
    if (Date.now() > deadline) throw new Error("nothing was routed");
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

export const ACTIVITY_SCREENS: readonly Screen[] = [
  {
    name: "activity-team",
    who: "gustavo",
    path: `/reports/activity?date=${ACTIVITY_DATE}`,
    prepare: dayWorked,
    reach: (page) => page.getByRole("button", { name: /^Ana/ }).waitFor(),
  },
  {
    name: "activity-team-table",
    who: "gustavo",
    path: `/reports/activity?date=${ACTIVITY_DATE}`,
    prepare: dayWorked,
    async reach(page) {
      await page.getByRole("button", { name: "Ver tabela" }).press("Enter");
      await page.getByRole("row", { name: /^Ana/ }).waitFor();
    },
  },
  {
    name: "activity-own",
    who: "ana",
    path: `/reports/activity?date=${ACTIVITY_DATE}`,
    prepare: dayWorked,
    async reach(page) {
      await page.getByRole("heading", { name: "O que fez" }).waitFor();
      await page.getByText("Pausas: Descanso 15").waitFor();
    },
  },
];
