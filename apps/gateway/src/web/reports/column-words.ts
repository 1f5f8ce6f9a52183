import type { ReportGroup } from "@circuito/protocol";
import type { FigureLanguage } from "@circuito/protocol/figure-text";

type ColumnWords = Readonly<
  Record<
    | ReportGroup
    | "period"
    | "none"
    | "mean"
    | "p50"
    | "p90"
    | "business"
    | "protocol"
    | "title"
    | "resolution"
    | "began"
    | "seconds"
    | "businessSeconds",
    string
  >
>;

/** How the columns of downloaded tables are called that are no figures. */
export const COLUMN_WORDS: Readonly<Record<FigureLanguage, ColumnWords>> = {
  "pt-BR": {
    ...{ channel: "Canal", inbox: "Caixa", queue: "Fila", level: "Nível", agent: "Atendente" },
    ...{ category: "Motivo", segment: "Segmento", period: "Período", none: "(nenhum)" },
    ...{ mean: "média", p50: "mediana", p90: "p90", business: "horário comercial" },
    ...{
      protocol: "Protocolo",
      title: "Assunto",
      resolution: "Resolução",
      began: "Começou",
      seconds: "s",
    },
    businessSeconds: "s, horário comercial",
  },
  en: {
    ...{ channel: "Channel", inbox: "Inbox", queue: "Queue", level: "Level", agent: "Agent" },
    ...{ category: "Category", segment: "Segment", period: "Period", none: "(none)" },
    ...{ mean: "mean", p50: "median", p90: "p90", business: "business hours" },
    ...{
      protocol: "Protocol",
      title: "Subject",
      resolution: "Resolution",
      began: "Began",
      seconds: "s",
    },
    businessSeconds: "s, business hours",
  },
  es: {
    ...{ channel: "Canal", inbox: "Bandeja", queue: "Cola", level: "Nivel", agent: "Agente" },
    ...{ category: "Motivo", segment: "Segmento", period: "Período", none: "(ninguno)" },
    ...{ mean: "media", p50: "mediana", p90: "p90", business: "horario laboral" },
    ...{
      protocol: "Protocolo",
      title: "Asunto",
      resolution: "Resolución",
      began: "Empezó",
      seconds: "s",
    },
    businessSeconds: "s, horario laboral",
  },
};
