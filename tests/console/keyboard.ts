import type { Locator, Page } from "playwright-core";
import { until } from "../../apps/console/harness/until.ts";

type Role = Parameters<Page["getByRole"]>[0];

/** More stops than any screen has from its top to its end. */
const TABS_MAX = 150;
/** More panes, and more rows, than any step of a story walks over. */
const STEPS_MAX = 30;

/** Somebody at a page without a pointer: keys are all they have, focus is all they see. */
export interface Keyboard {
  readonly page: Page;
  press(...keys: readonly string[]): Promise<void>;
  type(text: string): Promise<void>;
  /** Tab after Tab until this has focus. Fails with the stops if it is never met. */
  tabTo(role: Role, name: string | RegExp): Promise<void>;
  /** The same, and pressed. */
  activate(role: Role, name: string | RegExp): Promise<void>;
  /** Types into the field with a list that has focus, and takes the first that fits. */
  choose(text: string): Promise<void>;
  /** Arrows down an open menu to this entry, and takes it. */
  pick(name: string): Promise<void>;
  /** To the list, down to the row that says this, and in. */
  openRow(text: string | RegExp): Promise<void>;
  /** Waits until this has focus: where a person's next key goes. */
  isAt(place: Locator): Promise<void>;
}

export function keyboardOf(page: Page): Keyboard {
  const { keyboard } = page;
  const hasFocus = (place: Locator) =>
    place.evaluateAll((found) => found.some((one) => one === document.activeElement));
  const press = async (...keys: readonly string[]) => {
    for (const key of keys) await keyboard.press(key);
  };
  const isAt = (place: Locator) =>
    until(`focus is at ${place}`, () => hasFocus(place)).catch(async (error: Error) => {
      throw new Error(`${error.message}; it is at ${await focused(page)}`);
    });

  async function tabTo(role: Role, name: string | RegExp): Promise<void> {
    const place = page.getByRole(role, { name, exact: true });
    await place.first().waitFor();
    const stops: string[] = [];
    while (!(await hasFocus(place))) {
      if (stops.length > TABS_MAX) {
        throw new Error(`Tab never comes to ${role} ${name}, only to: ${stops.join(" → ")}`);
      }
      await keyboard.press("Tab");
      stops.push(await focused(page));
    }
  }

  /** One key until something holds. */
  async function pressUntil(key: string, holds: () => Promise<boolean>): Promise<void> {
    for (let step = 0; !(await holds()); step += 1) {
      if (step > STEPS_MAX) {
        throw new Error(`${key} leads no further than ${await focused(page)}`);
      }
      await keyboard.press(key);
    }
  }

  return {
    page,
    press,
    type: (text) => keyboard.type(text),
    tabTo,
    async activate(role, name) {
      await tabTo(role, name);
      await press("Enter");
    },
    async choose(text) {
      await keyboard.type(text);
      await page.getByRole("option", { name: text }).first().waitFor();
      await press("Enter");
    },
    async pick(name) {
      const entry = page
        .getByRole("menuitem", { name })
        .or(page.getByRole("menuitemradio", { name }));
      await entry.first().waitFor();
      await pressUntil("ArrowDown", () => hasFocus(entry));
      await press("Enter");
    },
    async openRow(text) {
      const row = page.getByRole("row").filter({ hasText: text });
      await row.waitFor();
      await pressUntil("F6", () =>
        page.evaluate(() => document.activeElement?.closest("[role=row]") != null),
      );
      await press("Home");
      await pressUntil("j", () => hasFocus(row));
      await press("Enter");
    },
    isAt,
  };
}

/** What has focus, for somebody who reads why a test failed. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const { activeElement: at } = document;
    if (at === null || at === document.body) return "nothing";
    const name = at.getAttribute("aria-label") ?? at.textContent?.trim().slice(0, 40) ?? "";
    return `${at.getAttribute("role") ?? at.tagName.toLowerCase()}${at.id && `#${at.id}`} “${name}”`;
  });
