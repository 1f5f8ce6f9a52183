import { SendError } from "@circuito/connector";
import { type MessageTemplate, MINUTE_MS } from "@circuito/domain";
import { z } from "zod";
import { getGraph } from "../graph/ask-graph.ts";
import type { GraphDoor } from "../graph/graph-door.ts";
import { graphTemplate, readTemplate } from "./read-template.ts";

/** Templates are approved by people, over hours; whoever writes one looks for it soon after. */
const KEPT_MS = 5 * MINUTE_MS;
const PAGE_SIZE = 100;
/** Meta's own limit is 6 000 templates of one account. */
const PAGES_MAX = 60;

const page = z.object({
  data: z.array(z.unknown()),
  paging: z
    .object({
      cursors: z.object({ after: z.string().max(1_024).optional() }).optional(),
      next: z.string().optional(),
    })
    .optional(),
});

/** The approved templates of the business account, kept for some minutes. */
export class TemplateList {
  readonly #door: GraphDoor;
  #kept: { readonly at: number; readonly templates: readonly MessageTemplate[] } | undefined;

  constructor(door: GraphDoor) {
    this.#door = door;
  }

  /** @throws SendError `credentials` where Meta refuses us, `retry` for everything that passes */
  async get(signal: AbortSignal): Promise<readonly MessageTemplate[]> {
    const now = this.#door.host.now();
    if (this.#kept && now - this.#kept.at < KEPT_MS) return this.#kept.templates;
    const templates = await this.fetch(signal);
    this.#kept = { at: now, templates };
    return templates;
  }

  /** Asks Meta, whatever is kept. */
  async fetch(signal: AbortSignal): Promise<readonly MessageTemplate[]> {
    const templates: MessageTemplate[] = [];
    let unreadable = 0;
    let after: string | undefined;
    for (let pages = 0; pages < PAGES_MAX; pages += 1) {
      const read = page.safeParse(await getGraph(this.#door, this.#path(after), signal));
      if (!read.success) throw new SendError("retry", "the list of templates cannot be read");
      for (const item of read.data.data) {
        const template = graphTemplate.safeParse(item);
        if (!template.success) unreadable += 1;
        else if (template.data.status === "APPROVED") templates.push(readTemplate(template.data));
      }
      const { cursors, next } = read.data.paging ?? {};
      // The address of the next page is not called: it is Meta's word, and could be anywhere.
      if (next === undefined || cursors?.after === undefined || cursors.after === after) break;
      after = cursors.after;
    }
    if (unreadable > 0) this.#door.host.log.warn("templates left out", { unreadable });
    return templates;
  }

  #path(after: string | undefined): string {
    const query = new URLSearchParams({
      fields: "name,language,status,category,parameter_format,components",
      status: "APPROVED",
      limit: String(PAGE_SIZE),
      ...(after !== undefined && { after }),
    });
    return `/${this.#door.settings.wabaId}/message_templates?${query}`;
  }
}
