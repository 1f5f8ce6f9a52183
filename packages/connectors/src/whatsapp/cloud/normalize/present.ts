/**
 * The fields that are there. Under `exactOptionalPropertyTypes` an absent field is not one that is
 * undefined, and most of what Meta sends is optional.
 */
export function present<T extends Readonly<Record<string, unknown>>>(fields: T): Present<T> {
  const there: Record<string, unknown> = {};
  for (const name in fields) {
    if (fields[name] !== undefined) there[name] = fields[name];
  }
  return there as Present<T>;
}

type Present<T> = {
  [K in keyof T as undefined extends T[K] ? never : K]: T[K];
} & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};
