import {
  type AgentId,
  canChangeView,
  canUseView,
  hasRole,
  type Principal,
  VIEWS_MAX,
} from "@circuito/domain";
import { type SavedViewView, viewFilter } from "@circuito/protocol";
import {
  type ConversationFilter,
  countConversations,
  deleteSavedView,
  insertSavedView,
  listLabelsInUse,
  listSavedViews,
  lockSavedView,
  placeViews,
  type Queryable,
  type SavedView,
  tellViewsChanged,
  updateSavedView,
} from "@circuito/store";
import type { Handlers } from "../handler.ts";
import { HttpProblem } from "../problem.ts";
import { nothingHere } from "../visible.ts";
import type { WebParts } from "../web-parts.ts";

type List =
  | "listViews"
  | "createView"
  | "updateView"
  | "deleteView"
  | "placeViews"
  | "countLists"
  | "listLabels";

/** The places that everybody has in the navigation, and the stretches that a list has as tabs. */
const PLACES = {
  inbox: { group: "to-do" },
  mine: { group: "to-do", assigneeId: "me" },
  unassigned: { group: "to-do", assigneeId: "none" },
  following: { group: "to-do", following: true },
  snoozed: { status: "snoozed", assigneeId: "me" },
} as const satisfies Record<string, ConversationFilter>;
const GROUPS = ["to-do", "waiting", "queued", "in-service"] as const;

/** Lists that people made themselves, and how much is in them. */
export function listHandlers(parts: WebParts): Pick<Handlers, List> {
  const { database, desk } = parts;
  const { pool } = database;

  /** Changes views in one transaction, and lets everybody concerned know. */
  async function change<T>(work: (tx: Queryable) => Promise<T>): Promise<T> {
    const done = await database.transaction(({ client }) => work(client));
    desk.wake.publish("outbox");
    return done;
  }

  return {
    async listViews({ who }) {
      if (who.kind !== "agent") return { items: [] };
      const views = await listSavedViews(pool, who.id);
      return { items: views.map((view) => savedViewOf(view, who)) };
    },

    async createView({ who, body }) {
      const ownerId = personOf(who);
      if (body.isShared && !hasRole(who, "supervisor")) throw onlySupervisors();
      return change(async (tx) => {
        const known = await lockSavedView(tx, body.id);
        // A repeat finds the first; somebody else's id is none that a client makes.
        if (known && known.ownerId === ownerId) return savedViewOf(known, who);
        if (known) throw new HttpProblem("conflict", "this id is taken");
        const own = (await listSavedViews(tx, ownerId)).filter((one) => one.ownerId === ownerId);
        if (own.length >= VIEWS_MAX) {
          throw new HttpProblem("invalid", `nobody has more than ${VIEWS_MAX} views`, {
            details: { because: "too-many-views", max: VIEWS_MAX },
          });
        }
        // The schema has parsed it; that its ids are of queues and agents is the list's to find out.
        const filter = body.filter as SavedView["filter"];
        const view = { ...body, filter, ownerId, ownerName: who.name };
        await insertSavedView(tx, view);
        await tellViewsChanged(tx, view);
        return savedViewOf(view, who);
      });
    },

    async updateView({ who, params, body }) {
      return change(async (tx) => {
        const before = await changeable(tx, who, params.id);
        if (body.isShared && !hasRole(who, "supervisor")) throw onlySupervisors();
        const after: SavedView = {
          ...before,
          name: body.name ?? before.name,
          isShared: body.isShared ?? before.isShared,
          filter: (body.filter as SavedView["filter"] | undefined) ?? before.filter,
        };
        await updateSavedView(tx, after);
        await tellViewsChanged(tx, {
          ownerId: before.ownerId,
          isShared: before.isShared || after.isShared,
        });
        return savedViewOf(after, who);
      });
    },

    async deleteView({ who, params }) {
      return change(async (tx) => {
        const view = await changeable(tx, who, params.id);
        await deleteSavedView(tx, view.id);
        await tellViewsChanged(tx, view);
        return {};
      });
    },

    async placeViews({ who, body }) {
      const ownerId = personOf(who);
      return change(async (tx) => {
        await placeViews(tx, ownerId, body.ids);
        await tellViewsChanged(tx, { ownerId, isShared: false });
        return {};
      });
    },

    async countLists({ who, query }) {
      const views = who.kind === "agent" ? await listSavedViews(pool, who.id) : [];
      const { group: _group, status: _status, order: _order, ...list } = query;
      const lists = new Map<string, ConversationFilter>([
        ...Object.entries(PLACES),
        ...GROUPS.map((group) => [`group ${group}`, { ...list, group }] as const),
        ...views.map(({ id, filter }) => [`view ${id}`, filter] as const),
      ]);
      const counts = await countConversations(pool, lists, who, desk.now());
      const of = (name: string) => counts.get(name) ?? 0;
      return {
        places: {
          inbox: of("inbox"),
          mine: of("mine"),
          unassigned: of("unassigned"),
          following: of("following"),
          snoozed: of("snoozed"),
        },
        views: Object.fromEntries(
          views.flatMap(({ id }) => {
            const count = counts.get(`view ${id}`);
            return count === undefined ? [] : [[id, count]];
          }),
        ),
        groups: {
          "to-do": of("group to-do"),
          waiting: of("group waiting"),
          queued: of("group queued"),
          "in-service": of("group in-service"),
        },
      };
    },

    async listLabels({ who }) {
      return { items: [...(await listLabelsInUse(pool, who))] };
    },
  };
}

/** A view that the caller may change; one that is not theirs to see does not exist for them. */
async function changeable(tx: Queryable, who: Principal, id: string): Promise<SavedView> {
  const view = await lockSavedView(tx, id);
  if (!view || !canUseView(who, view)) throw nothingHere();
  if (!canChangeView(who, view)) throw onlySupervisors();
  return view;
}

function personOf(who: Principal): AgentId {
  if (who.kind === "agent") return who.id;
  throw new HttpProblem("forbidden", "a program has no views of its own", {
    details: { because: "not-an-agent" },
  });
}

function onlySupervisors(): HttpProblem {
  return new HttpProblem("forbidden", "only supervisors change what everybody works by");
}

function savedViewOf(view: SavedView, who: Principal): SavedViewView {
  const { id, name, isShared, ownerName } = view;
  // Kept as it was made: what a later version asks no more is left out.
  const filter = viewFilter.strip().safeParse(view.filter).data ?? {};
  return { id, name, isShared, ownerName, canChange: canChangeView(who, view), filter };
}
