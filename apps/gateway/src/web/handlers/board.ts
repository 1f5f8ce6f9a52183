import { announce } from "@circuito/desk";
import type { AnnouncementView } from "@circuito/protocol";
import {
  type AnnouncementReading,
  findBoardSettings,
  listBoardMinutes,
  listUnreadAnnouncements,
  markAnnouncementsRead,
  saveBoardSettings,
} from "@circuito/store";
import type { Handlers } from "../handler.ts";
import { iso } from "../instants.ts";
import { problemOfRefusal } from "../refusal-problem.ts";
import type { WebParts } from "../web-parts.ts";

/** The line behind a figure. */
const MINUTES_SHOWN_MS = 60 * 60_000;

type Route =
  | "getBoard"
  | "listBoardMinutes"
  | "getBoardSettings"
  | "setBoardSettings"
  | "listAnnouncements"
  | "readAnnouncements"
  | "announce";

/** How things stand, and what supervisors say to their people. */
export function boardHandlers(parts: WebParts): Pick<Handlers, Route> {
  const { database, desk } = parts;
  const { pool } = database;
  return {
    getBoard: () => parts.board.read(),

    async listBoardMinutes() {
      const minutes = await listBoardMinutes(pool, parts.now() - MINUTES_SHOWN_MS);
      return { items: minutes.map((each) => ({ ...each, minute: iso(each.minute) })) };
    },

    getBoardSettings: () => findBoardSettings(pool),

    async setBoardSettings({ body }) {
      await saveBoardSettings(pool, body);
      return body;
    },

    // A program is told nothing.
    async listAnnouncements({ who }) {
      const items = who.kind === "agent" ? await listUnreadAnnouncements(pool, who.id) : [];
      return { items: items.map(announcementViewOf) };
    },

    async readAnnouncements({ who, body }) {
      if (who.kind === "agent") await markAnnouncementsRead(pool, who.id, body.ids);
      return {};
    },

    async announce({ who, body }) {
      const told = await announce(desk, who, body);
      if (told.kind === "refused") throw problemOfRefusal(told);
      return { readers: told.readers };
    },
  };
}

function announcementViewOf({ data, at, ...rest }: AnnouncementReading): AnnouncementView {
  const { wanted = null, reason = null } = data as {
    readonly wanted?: AnnouncementView["wanted"];
    readonly reason?: AnnouncementView["wantedReason"];
  };
  return { ...rest, wanted, wantedReason: reason, at: iso(at) };
}
