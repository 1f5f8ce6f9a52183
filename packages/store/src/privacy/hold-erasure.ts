import type { ContactId } from "@circuito/domain";
import type { Queryable } from "../database.ts";

/** Says that a person's data have to be kept, and why; or that they need not any more. */
export async function holdErasure(
  q: Queryable,
  ids: readonly ContactId[],
  hold: { readonly reason: string; readonly byName: string } | null,
): Promise<void> {
  await q.query({
    name: "hold-erasure",
    text: `update contacts set hold = case when $2::text is null then null else
        jsonb_build_object('reason', $2::text, 'byName', $3::text, 'at', to_jsonb(now())) end
      where id = any($1::uuid[]) and erased_at is null`,
    values: [ids, hold?.reason ?? null, hold?.byName ?? null],
  });
}
