import { DAY_MS, HOUR_MS, MINUTE_MS, type SlaPolicy, USUAL_HOLIDAYS } from "@circuito/domain";
import { saveCalendar, savePolicy, type Transaction } from "@circuito/store";

/** Monday to Friday 8 to 18, Saturday 8 to 12, closed on the holidays that everybody keeps. */
const BUSINESS_HOURS = {
  timeZone: "America/Sao_Paulo",
  intervals: [
    ...[1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: 8 * 60, to: 18 * 60 })),
    { weekday: 6, from: 8 * 60, to: 12 * 60 },
  ],
  holidays: USUAL_HOLIDAYS,
};

/** What the demo's customers are promised: a business day to solve it, minutes to hear from a person. */
const usual = (calendarId: string): SlaPolicy => {
  const within = (withinMs: number) => ({ level: null, withinMs, calendarId });
  return {
    targets: [
      { measure: "queue-wait", ...within(10 * MINUTE_MS) },
      { measure: "first-response", ...within(15 * MINUTE_MS) },
      { measure: "next-response", ...within(30 * MINUTE_MS) },
      // Specialists look things up.
      { measure: "next-response", ...within(4 * HOUR_MS), level: 2 },
      { measure: "next-response", ...within(8 * HOUR_MS), level: 3 },
      { measure: "acceptance", ...within(30 * MINUTE_MS) },
      { measure: "resolution", ...within(10 * HOUR_MS) },
    ],
    pauses: ["third-party"],
    rules: [
      { at: "warning", action: { kind: "raise-priority", by: 1 } },
      { at: "warning", action: { kind: "notify", whom: "agent" } },
      { at: "breach", action: { kind: "notify", whom: "supervisors" } },
      { at: "overdue", action: { kind: "notify", whom: "supervisors" } },
    ],
  };
};

/** What Brazilian law asks of a customer service: an answer within seven days (Decreto 11.034/2022, art. 13). */
const SAC: SlaPolicy = {
  targets: [{ measure: "resolution", level: null, withinMs: 7 * DAY_MS, calendarId: null }],
  pauses: [],
  rules: [
    { at: "warning", action: { kind: "notify", whom: "agent" } },
    { at: "breach", action: { kind: "notify", whom: "supervisors" } },
  ],
};

export async function saveDemoPromises(
  { client }: Transaction,
  newId: () => string,
  now: number,
): Promise<void> {
  const calendar = { id: newId(), name: "Horário comercial", calendar: BUSINESS_HOURS };
  await saveCalendar(client, calendar, newId, now);
  const policies = [
    { name: "Padrão", isDefault: true, policy: usual(calendar.id) },
    { name: "SAC: resposta em 7 dias", isDefault: false, policy: SAC },
  ];
  for (const policy of policies) await savePolicy(client, { id: newId(), ...policy }, newId, now);
}
