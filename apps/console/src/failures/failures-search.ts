export const FAILURE_TABS = ["in", "out", "webhooks", "jobs"] as const;
export type FailureTab = (typeof FAILURE_TABS)[number];

export interface FailuresSearch {
  readonly tab?: Exclude<FailureTab, "in">;
}

/** Reads an address somebody may have typed: what makes no sense is left out. */
export function readFailuresSearch(raw: Readonly<Record<string, unknown>>): FailuresSearch {
  const tab = FAILURE_TABS.find((one) => one === raw.tab);
  return tab === undefined || tab === "in" ? {} : { tab };
}
