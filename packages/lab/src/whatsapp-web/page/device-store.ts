/** Where the page keeps, in the profile's folder, which linked device it is. */
const KEY = "simDevice";
const STORE = "device";

export async function readDevice(): Promise<string | undefined> {
  const store = await openStore("readonly");
  const kept: unknown = await done(store.get(KEY));
  return typeof kept === "string" ? kept : (localStorage.getItem(KEY) ?? undefined);
}

/** On disk when it resolves, as the real page's keys are: the browser may be killed from then on. */
export async function keepDevice(device: string): Promise<void> {
  await done((await openStore("readwrite")).put(device, KEY));
}

/** On disk some seconds later: a browser that is killed before that has never been linked. */
export function keepDeviceLate(device: string): void {
  localStorage.setItem(KEY, device);
}

/** Whoever is logged out closes the browser, or erases its profile, while its page still forgets. */
export async function forgetDevice(): Promise<void> {
  localStorage.removeItem(KEY);
  try {
    await done((await openStore("readwrite")).delete(KEY));
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}

async function openStore(mode: IDBTransactionMode): Promise<IDBObjectStore> {
  const opening = indexedDB.open("simulator", 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
  const database = await done(opening);
  return database.transaction(STORE, mode, { durability: "strict" }).objectStore(STORE);
}

/** With a transaction that writes, done is when all of it is. */
function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      const { result, transaction } = request;
      if (transaction?.mode !== "readwrite") resolve(result);
      else transaction.oncomplete = () => resolve(result);
    };
  });
}
