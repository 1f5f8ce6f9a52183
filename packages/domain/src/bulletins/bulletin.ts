import type { AlertCondition } from "../alerts/condition.ts";
import type { AlertReading } from "../alerts/decide-alert.ts";
import type { ConversationId } from "../ids.ts";
import type { SentPeriod } from "../schedules/rhythm.ts";
import type { ScheduledReport } from "../schedules/scheduled-report.ts";
import type { NewsKind } from "./news-mail.ts";

/** In which people are told; as the product speaks. */
export const BULLETIN_LANGUAGES = ["pt-BR", "en", "es"] as const;
export type BulletinLanguage = (typeof BULLETIN_LANGUAGES)[number];

/** What the installation itself tells people outside: one thing, to one of them. */
export type BulletinContent = AlertBulletin | ReportBulletin | NewsBulletin;

/** That an alert fired, or is over. */
export interface AlertBulletin {
  readonly kind: "alert";
  readonly tells: "fired" | "over";
  readonly name: string;
  readonly language: BulletinLanguage;
  readonly condition: AlertCondition;
  readonly reading: AlertReading;
  /** When it fired, and when this was decided. Ms since epoch. */
  readonly firedAt: number;
  readonly at: number;
}

/** A report of a period; its figures are worked out when it leaves. */
export interface ReportBulletin {
  readonly kind: "report";
  readonly name: string;
  readonly language: BulletinLanguage;
  readonly report: ScheduledReport;
  readonly period: SentPeriod;
}

/** What is new to one of us who is not connected: how much, and where; nothing of what anybody said. */
export interface NewsBulletin {
  readonly kind: "news";
  readonly language: BulletinLanguage;
  readonly counts: Readonly<Partial<Record<NewsKind, number>>>;
  readonly conversations: readonly { readonly id: ConversationId; readonly protocol: string }[];
}

/** To whom. */
export type BulletinTarget =
  | { readonly kind: "mail"; readonly address: string }
  /** An incoming webhook of Slack or of what understands the same; which one of its alert's. */
  | { readonly kind: "slack"; readonly targetId: string };

/** Names a target among those of one source: nobody is told the same twice. */
export function bulletinTargetKey(target: BulletinTarget): string {
  switch (target.kind) {
    case "mail":
      return `mail ${target.address.toLowerCase()}`;
    case "slack":
      return `slack ${target.targetId}`;
  }
}
