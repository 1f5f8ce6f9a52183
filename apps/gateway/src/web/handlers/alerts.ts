import type { AlertTargetInput } from "@circuito/protocol";
import { alertTestText } from "@circuito/protocol/bulletin-text";
import type { BulletinAnswer } from "@circuito/router";
import {
  type AlertContent,
  addAlert,
  changeAlert,
  findAlert,
  listAlerts,
  listBulletins,
  lockAlerts,
  type Queryable,
  removeAlert,
  type StoredAlert,
  tellConfigurationChanged,
} from "@circuito/store";
import { alertLink, bulletinLetter, slackMessage } from "../../bulletins/alert-message.ts";
import { mailAnswer } from "../../bulletins/mail-answer.ts";
import { tellSlack } from "../../bulletins/tell-slack.ts";
import type { RefusedUrl } from "../../reach/webhook-reach.ts";
import { alertViewOf, bulletinViewsOf, toldAnswer } from "../bulletin-views.ts";
import type { Handlers } from "../handler.ts";
import { HttpProblem } from "../problem.ts";
import { nothingHere } from "../visible.ts";
import type { WebParts } from "../web-parts.ts";

type StoredAlertTarget = StoredAlert["targets"][number];

type Route =
  | "listAlerts"
  | "createAlert"
  | "updateAlert"
  | "deleteAlert"
  | "testAlert"
  | "listAlertBulletins";

/** Each is read twice a minute; more than this nobody can listen to. */
const ALERTS_MAX = 50;
/** The last weeks of an alert that fires daily. */
const BULLETINS_SHOWN = 50;

/** What is told by itself: an admin's, all of it. */
export function alertHandlers(parts: WebParts): Pick<Handlers, Route> {
  const { database, sealer, webhooks, ownMail, now, newId } = parts;
  const { pool } = database;

  return {
    async listAlerts() {
      return { items: (await listAlerts(pool)).map(alertViewOf), nextCursor: null };
    },

    async createAlert({ who, body }) {
      const id = newId();
      const targets = storedTargets(body.targets, []);
      await change(id, async (tx) => {
        if ((await lockAlerts(tx)) >= ALERTS_MAX) {
          throw new HttpProblem("wrong-state", `there are ${ALERTS_MAX} alerts already`, {
            details: { because: "too-many-alerts", max: ALERTS_MAX },
          });
        }
        await addAlert(tx, { ...body, id, targets, createdBy: who.name }, now());
      });
      return viewOf(id);
    },

    async updateAlert({ params: { id }, body }) {
      await change(id, async (tx) => {
        await lockAlerts(tx);
        const before = await required(tx, id);
        const after: AlertContent = {
          name: body.name ?? before.name,
          language: body.language ?? before.language,
          condition: body.condition ?? before.condition,
          targets: body.targets ? storedTargets(body.targets, before.targets) : before.targets,
          pauseMinutes: body.pauseMinutes ?? before.pauseMinutes,
          isOn: body.isOn ?? before.isOn,
        };
        await changeAlert(tx, before, after);
      });
      return viewOf(id);
    },

    async deleteAlert({ params: { id } }) {
      await change(id, async (tx) => {
        await lockAlerts(tx);
        if (!(await removeAlert(tx, id))) throw nothingHere();
      });
      return {};
    },

    async testAlert({ params: { id } }) {
      const alert = await required(pool, id);
      const told = alert.targets.map(async (target) => ({
        ...{ targetId: target.id, to: nameOf(target) },
        ...toldAnswer(await tellTest(alert, target)),
      }));
      return { items: await Promise.all(told) };
    },

    async listAlertBulletins({ params: { id } }) {
      const { targets } = await required(pool, id);
      const rooms = new Map(targets.map((one) => [one.id, nameOf(one)]));
      const told = await listBulletins(pool, id, BULLETINS_SHOWN);
      const items = bulletinViewsOf(told, (target) =>
        target.kind === "mail" ? target.address : rooms.get(target.targetId),
      );
      return { items, nextCursor: null };
    },
  };

  async function tellTest(alert: StoredAlert, target: StoredAlertTarget): Promise<BulletinAnswer> {
    const { name, language, condition } = alert;
    const text = alertTestText(name, language);
    const link = alertLink(parts.publicUrl, condition);
    if (target.kind === "mail") {
      const about = { id: newId(), to: target.address, date: now(), language, link };
      return mailAnswer(ownMail, bulletinLetter(text, about));
    }
    const url = sealer.open(target.urlSealed, target.id);
    const message = { id: newId(), url, body: slackMessage(text, link) };
    return tellSlack(webhooks.post, message, now());
  }

  /** Whose address is not given again keeps the one that is stored. */
  function storedTargets(
    given: readonly AlertTargetInput[],
    before: readonly StoredAlertTarget[],
  ): readonly StoredAlertTarget[] {
    return given.map((target): StoredAlertTarget => {
      if (target.kind === "mail") {
        const same = before.find((one) => one.kind === "mail" && one.address === target.address);
        return { kind: "mail", id: same?.id ?? newId(), address: target.address };
      }
      if ("url" in target) {
        requireReachable(target.url);
        const id = newId();
        const { host } = new URL(target.url);
        const urlSealed = sealer.seal(target.url, id);
        return { kind: "slack", id, name: target.name, host, urlSealed };
      }
      const kept = before.find(({ id }) => id === target.id);
      if (kept?.kind !== "slack") {
        throw new HttpProblem("invalid", "body.targets: one that is kept is not there", {
          details: { because: "no-such-target" },
        });
      }
      return { ...kept, name: target.name };
    });
  }

  async function viewOf(id: string) {
    return alertViewOf(await required(pool, id));
  }

  async function change(id: string, verb: (tx: Queryable) => Promise<void>): Promise<void> {
    await database.transaction(async ({ client }) => {
      await verb(client);
      await tellConfigurationChanged(client, id);
    });
    parts.desk.wake.publish("outbox");
  }

  async function required(q: Queryable, id: string): Promise<StoredAlert> {
    const alert = await findAlert(q, id);
    if (!alert) throw nothingHere();
    return alert;
  }

  function requireReachable(url: string): void {
    const because = webhooks.whyRefused(url);
    if (because === undefined) return;
    throw new HttpProblem("invalid", `body.targets: ${REFUSED[because]}`, {
      details: { because },
    });
  }
}

const REFUSED: Readonly<Record<RefusedUrl, string>> = {
  "url-has-credentials": "an address must have no user name and no password in it",
  "url-needs-https": "an address must begin with https:// and name no port",
  "url-not-public": "an address is not on the public internet",
};

const nameOf = (target: StoredAlertTarget): string =>
  target.kind === "mail" ? target.address : target.name;
