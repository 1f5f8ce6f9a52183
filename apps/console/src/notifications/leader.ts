/**
 * Of several tabs of one person one sounds: whoever holds the browser's lock, which passes on when that
 * tab closes. Without the API every tab is its own leader.
 */
export function leadSounds(): () => boolean {
  let isLeader = navigator.locks === undefined;
  void navigator.locks
    ?.request("circuito-sounds", () => {
      isLeader = true;
      // Held for as long as the page lives.
      return new Promise<never>(() => undefined);
    })
    .catch(() => undefined);
  return () => isLeader;
}
