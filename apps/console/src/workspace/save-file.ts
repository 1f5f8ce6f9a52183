/** Long enough that every browser has begun to read it. */
const KEPT_MS = 60_000;

/** Gives the browser a file to keep, as if a link to it had been followed. */
export function saveFile(file: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), KEPT_MS);
}
