import type { PresenceState } from "@circuito/domain";
import type { ActivityReportView } from "@circuito/protocol";
import type { FigureLanguage } from "@circuito/protocol/figure-text";
import { type FileAnswer, type FileFormat, fileAnswer } from "./table-file.ts";

interface ActivityWords {
  readonly columns: readonly [string, string, string, string, string, string];
  readonly states: Readonly<Record<PresenceState, string>>;
  readonly reasons: Readonly<Record<string, string>>;
}

const WORDS: Readonly<Record<FigureLanguage, ActivityWords>> = {
  "pt-BR": {
    columns: ["Atendente", "Estado", "Motivo", "De", "Até", "Segundos"],
    states: {
      ...{ available: "Disponível", busy: "Ocupado", away: "Em pausa" },
      ...{ disconnected: "Sem conexão", offline: "Offline" },
    },
    reasons: {
      ...{ break: "Descanso", lunch: "Almoço", meeting: "Reunião", training: "Treinamento" },
      ...{ other: "Outro motivo", idle: "sem atividade", "shift-over": "fim do turno" },
      ...{ "missed-offers": "ofertas sem resposta", "planned-absence": "ausência planejada" },
    },
  },
  en: {
    columns: ["Agent", "State", "Reason", "From", "Until", "Seconds"],
    states: {
      ...{ available: "Available", busy: "Busy", away: "On break" },
      ...{ disconnected: "Not connected", offline: "Offline" },
    },
    reasons: {
      ...{ break: "Rest", lunch: "Lunch", meeting: "Meeting", training: "Training" },
      ...{ other: "Another reason", idle: "no activity", "shift-over": "shift over" },
      ...{ "missed-offers": "offers not answered", "planned-absence": "planned absence" },
    },
  },
  es: {
    columns: ["Agente", "Estado", "Motivo", "Desde", "Hasta", "Segundos"],
    states: {
      ...{ available: "Disponible", busy: "Ocupado", away: "En pausa" },
      ...{ disconnected: "Sin conexión", offline: "Desconectado" },
    },
    reasons: {
      ...{ break: "Descanso", lunch: "Almuerzo", meeting: "Reunión", training: "Capacitación" },
      ...{ other: "Otro motivo", idle: "sin actividad", "shift-over": "fin del turno" },
      ...{ "missed-offers": "ofertas sin respuesta", "planned-absence": "ausencia planificada" },
    },
  },
};

/** A day of people as a table: a row for each stretch of a state. */
export function activityFile(
  { date, agents }: ActivityReportView,
  format: FileFormat,
  language: FigureLanguage,
): FileAnswer {
  const { columns, states, reasons } = WORDS[language];
  return fileAnswer(
    {
      name: `circuito-${date}-activity`,
      columns,
      rows: agents.flatMap(({ name, spans }) =>
        spans.map(({ state, reason, from, to }) => [
          name,
          states[state],
          reason === null ? null : (reasons[reason] ?? reason.replace(/^own:/, "")),
          new Date(from),
          new Date(to),
          Math.round((Date.parse(to) - Date.parse(from)) / 1_000),
        ]),
      ),
    },
    format,
    language,
  );
}
