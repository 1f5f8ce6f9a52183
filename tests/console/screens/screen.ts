import type { Page } from "playwright-core";
import type { ConsoleStage, DemoName } from "../console-stage.ts";

/** A state of a screen that is worth looking at. */
export interface Screen {
  /** Names the picture: lower-case words with dashes, the screen first: `inbox-empty`. */
  readonly name: string;
  readonly who: DemoName;
  readonly path: string;
  /** What must have come about before; once for all looks at it. Repeated runs must not fail. */
  prepare?(stage: ConsoleStage): Promise<void>;
  /** On the page, until the state is there. Keyboard rather than pointer: it works at every width. */
  reach(page: Page): Promise<void>;
}
