/** The lists of a change that have items of their own. */
export type List = "messages" | "message_echoes" | "statuses" | "errors";

/** One change of a webhook, in slices of its bytes. */
export interface Change {
  readonly entry: { readonly id: string | undefined; readonly time: string | undefined };
  readonly field: string;
  readonly value: ReadonlyMap<string, string>;
}

/**
 * What is kept beside each item of a batch, per part. Meta's are some hundred characters; one that is
 * larger would be written once for every item, and is left out.
 */
const BESIDE_LENGTH_MAX = 4_096;

/**
 * An item's bytes in a webhook of its own: untouched slices of what was sent, in Meta's envelope. Read
 * again it gives the same element, and a redelivery in another batch gives the same bytes.
 */
export function frame(
  change: Change,
  list: List,
  item: string,
  contacts: readonly string[],
  errors: string | undefined,
): Uint8Array {
  const beside = [
    part("metadata", change.value.get("metadata")),
    part("contacts", contacts.length === 0 ? undefined : `[${contacts.join(",")}]`),
    part("errors", errors),
  ];
  const value = [...beside.filter((one) => one !== ""), `"${list}":[${item}]`].join(",");
  return frameChange(`{"field":${JSON.stringify(change.field)},"value":{${value}}}`, change.entry);
}

export function frameChange(change: string, entry: Change["entry"]): Uint8Array {
  const beside = [part("id", entry.id), part("time", entry.time)].filter((one) => one !== "");
  return frameEntry(`{${[...beside, `"changes":[${change}]`].join(",")}}`);
}

export function frameEntry(entry: string): Uint8Array {
  return new TextEncoder().encode(`{"object":"whatsapp_business_account","entry":[${entry}]}`);
}

function part(name: string, slice: string | undefined): string {
  return slice === undefined || slice.length > BESIDE_LENGTH_MAX ? "" : `"${name}":${slice}`;
}
