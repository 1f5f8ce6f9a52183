import type { Page } from "playwright-core";
import type { ConsoleStage, DemoName } from "../console-stage.ts";

/** A state of a screen that is worth looking at. */
export interface Screen {
  /** Names the picture: lower-case words with dashes, the screen first: `inbox-empty`. */
  readonly name: string;
  /** `nobody` stands at the door. */
  readonly who: DemoName | "nobody";
  /** Asked for, where what is there only now has an id. */
  readonly path: string | ((stage: ConsoleStage) => Promise<string>);
  /** What must have come about before; once for all looks at it. Repeated runs must not fail. */
  prepare?(stage: ConsoleStage): Promise<void>;
  /** Before the page goes there: how its network is to be. */
  arrange?(page: Page): Promise<void>;
  /** It stays as it is while the window changes: one visit is enough for every size. */
  readonly isSteady?: true;
  /** What it shows is what another row shows, and this: axe has judged that one, and this once. */
  readonly isUsualBut?: string;
  /** On the page, until the state is there. Keyboard rather than pointer: it works at every width. */
  reach(page: Page): Promise<void>;
}
