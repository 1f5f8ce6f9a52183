import type { AlertView, BulletinView } from "@circuito/protocol";
import type { BulletinReading, StoredAlert } from "@circuito/store";
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
export function bulletinViewOf(
  bulletin: BulletinReading,
  nameOf: (target: BulletinReading["target"]) => string | undefined,
): BulletinView {
  const { id, target, content, state, because, attempts, answer } = bulletin;
  return {
    ...{ id, state, because, attempts, answer },
    tells: content.tells,
    to: nameOf(target) ?? null,
    nextAt: state === "waiting" ? isoOrNull(bulletin.nextAt) : null,
    createdAt: iso(bulletin.createdAt),
    endedAt: isoOrNull(bulletin.endedAt),
  };
}
