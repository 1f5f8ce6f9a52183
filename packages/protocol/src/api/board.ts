import { z } from "zod";
import { announceBody, boardSettings } from "../board.ts";
import { announcementView, boardMinuteView, boardView } from "../views.ts";
import { type ApiRoute, id, nothing } from "./route.ts";

/** How things stand now, and what supervisors say to their people. */
export const BOARD_ROUTES = {
  getBoard: {
    method: "GET",
    path: "/board",
    summary: "Queues and agents as they stand, at most a second old",
    role: "supervisor",
    response: boardView,
  },
  listBoardMinutes: {
    method: "GET",
    path: "/board/minutes",
    summary: "How each queue, and all of them, stood at each minute of the last hour",
    role: "supervisor",
    response: z.object({ items: z.array(boardMinuteView) }),
  },
  getBoardSettings: {
    method: "GET",
    path: "/settings/board",
    summary: "What the board's figures should be, and where its day begins",
    role: "supervisor",
    response: boardSettings,
  },
  setBoardSettings: {
    method: "PUT",
    path: "/settings/board",
    summary: "Set what the board's figures should be; null: judged by nobody",
    role: "supervisor",
    body: boardSettings,
    response: boardSettings,
  },
  listAnnouncements: {
    method: "GET",
    path: "/announcements",
    summary: "What one was told by supervisors and has not read",
    role: "agent",
    response: z.object({ items: z.array(announcementView) }),
  },
  readAnnouncements: {
    method: "POST",
    path: "/announcements/read",
    summary: "They were read: not told again",
    role: "agent",
    body: z.strictObject({ ids: z.array(id).min(1).max(50) }),
    response: nothing,
  },
  announce: {
    method: "POST",
    path: "/announcements",
    summary: "Tell people something: shown at once, kept until each has read it",
    role: "supervisor",
    status: 201,
    body: announceBody,
    response: z.object({ readers: z.int() }),
  },
} as const satisfies Record<string, ApiRoute>;
