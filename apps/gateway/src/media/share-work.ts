/** Whoever asks for the same thing while it is being made gets what comes of it; later it is made anew. */
export function shareWork<T>(work: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const inHand = new Map<string, Promise<T>>();
  return (key) => {
    const asked = inHand.get(key);
    if (asked) return asked;
    const made = work(key).finally(() => inHand.delete(key));
    inHand.set(key, made);
    return made;
  };
}
