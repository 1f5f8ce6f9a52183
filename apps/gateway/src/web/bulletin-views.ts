import type {
  AlertView,
  BulletinTest,
  BulletinView,
  ReportScheduleView,
  ReportSendingView,
} from "@circuito/protocol";
import type { BulletinAnswer } from "@circuito/router";
import type { BulletinReading, StoredAlert, StoredReportSchedule } from "@circuito/store";
import { iso, isoOrNull } from "./instants.ts";

export function alertViewOf(alert: StoredAlert): AlertView {
  const { id, name, language, condition, pauseMinutes, isOn, createdBy } = alert;
  return {
    ...{ id, name, language, condition, pauseMinutes, isOn, createdBy },
    targets: alert.targets.map((target) =>
      target.kind === "mail"
        ? { kind: "mail", id: target.id, address: target.address }
        : { kind: "slack", id: target.id, name: target.name, host: target.host },
    ),
    standing: {
      isFiring: alert.state.kind === "firing",
      firedAt: isoOrNull(alert.state.firedAt),
      reading: alert.reading,
      reason: alert.reason,
      judgedAt: isoOrNull(alert.judgedAt),
    },
    createdAt: iso(alert.createdAt),
  };
}

/** @param nameOf of a target: how it is called now, `undefined` if it is gone */
export function bulletinViewsOf(
  bulletins: readonly BulletinReading[],
  nameOf: (target: BulletinReading["target"]) => string | undefined,
): BulletinView[] {
  return bulletins.flatMap((bulletin) => {
    const { content, target } = bulletin;
    if (content.kind !== "alert") return [];
    return [{ ...toldViewOf(bulletin, nameOf(target)), tells: content.tells }];
  });
}

export function reportSendingViewsOf(bulletins: readonly BulletinReading[]): ReportSendingView[] {
  return bulletins.flatMap((bulletin) => {
    const { content, target } = bulletin;
    if (content.kind !== "report" || target.kind !== "mail") return [];
    return [{ ...toldViewOf(bulletin, target.address), ...content.period }];
  });
}

function toldViewOf(
  { id, state, because, attempts, answer, ...times }: BulletinReading,
  to: string | undefined,
) {
  return {
    ...{ id, state, because, attempts, answer, to: to ?? null },
    nextAt: state === "waiting" ? isoOrNull(times.nextAt) : null,
    createdAt: iso(times.createdAt),
    endedAt: isoOrNull(times.endedAt),
  };
}

/** How something that was told at once was taken. */
export function toldAnswer(answer: BulletinAnswer): BulletinTest {
  return {
    because: answer.kind === "told" ? null : answer.because,
    answer: answer.kind === "left-out" ? null : answer.answer,
  };
}

export function reportScheduleViewOf(
  schedule: StoredReportSchedule,
  timeZone: string,
): ReportScheduleView {
  const { nextAt, createdAt, addresses, ...told } = schedule;
  return {
    ...{ ...told, addresses: [...addresses], timeZone },
    nextAt: schedule.isOn ? iso(nextAt) : null,
    createdAt: iso(createdAt),
  };
}
