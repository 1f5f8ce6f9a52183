import { type BoardSettings, DEFAULT_BOARD_SETTINGS } from "@circuito/domain";
import { findSetting, saveSetting } from "../configuration/installation.ts";
import type { Queryable } from "../database.ts";

const KEY = "board";

export async function findBoardSettings(q: Queryable): Promise<BoardSettings> {
  const saved = (await findSetting(q, KEY)) as BoardSettings | undefined;
  return saved ?? DEFAULT_BOARD_SETTINGS;
}

export async function saveBoardSettings(q: Queryable, settings: BoardSettings): Promise<void> {
  await saveSetting(q, KEY, settings);
}
