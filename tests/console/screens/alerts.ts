import { randomUUID } from "node:crypto";
import type { ConsoleStage } from "../console-stage.ts";
import type { Screen } from "./screen.ts";

const alert = (name: string, kind: string, limit: number) => ({
  ...{ name, language: "pt-BR", pauseMinutes: 30, isOn: true },
  condition: { kind, subjectId: null, limit },
  targets: [
    { kind: "mail", address: "supervisao@loja.example.com" },
    { kind: "slack", name: "#supervisão", url: "https://hooks.slack.com/services/T0/B0/x" },
  ],
});

/** One that fires, with what it told, and one that does not. */
export async function alertsMade(stage: ConsoleStage): Promise<void> {
  await stage.query("delete from bulletins");
  await stage.query("delete from alert_rules");
  const api = stage.api("gustavo");
  const made = (await api.post("/alerts", alert("Fila cheia", "queue-waiting", 20))) as {
    readonly id: string;
  };
  await api.post("/alerts", alert("Canal fora do ar", "channel-down", 10_000));
  // As it stood a moment ago; the next look at it is half a minute away.
  const reading = { value: 34, limit: 20, calm: 16, usual: null, subject: "Nível 1" };
  await stage.query(
    `update alert_rules set state = $2, reading = $3, reason = 'still-over', judged_at = now()
      where id = $1`,
    [
      made.id,
      JSON.stringify({ kind: "firing", firedAt: Date.now() - 600_000, calmSince: null }),
      JSON.stringify(reading),
    ],
  );
  const told = (target: object, state: string, because: string | null, answer: string) =>
    stage.query(
      `insert into bulletins (id, source, source_id, event_key, target, target_key, content, state,
          because, since, attempts, answer, created_at, ended_at)
        values ($1, 'alert', $2, 'fired 1', $3, $1::uuid::text, $4, $5, $6, now(), 1, $7, now(), now())`,
      [
        randomUUID(),
        made.id,
        JSON.stringify(target),
        JSON.stringify({
          ...{ kind: "alert", tells: "fired", name: "Fila cheia", language: "pt-BR", reading },
          condition: { kind: "queue-waiting", subjectId: null, limit: 20 },
          ...{ firedAt: Date.now(), at: Date.now() },
        }),
        ...[state, because, answer],
      ],
    );
  const mail = { kind: "mail", address: "supervisao@loja.example.com" };
  await told(mail, "failed", "refused", "550 5.7.1 relaying denied");
  await told(mail, "told", null, "250 2.0.0 Ok: queued");
}

export const ALERT_SCREENS: readonly Screen[] = [
  {
    name: "alerts-empty",
    who: "gustavo",
    path: "/settings/alerts",
    prepare: async (stage) => void (await stage.query("delete from alert_rules")),
    reach: (page) => page.getByText("Crie o primeiro alerta").waitFor(),
  },
  {
    name: "alert-new",
    who: "gustavo",
    path: "/settings/alerts/new",
    async reach(page) {
      await page.getByRole("button", { name: "Sala de chat" }).press("Enter");
      await page.getByLabel("Endereço do webhook").fill("hooks");
      await page.getByRole("button", { name: "Criar alerta" }).press("Enter");
      await page.getByText("Comece com https://").first().waitFor();
    },
  },
];
