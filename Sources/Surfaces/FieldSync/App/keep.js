// What the phone keeps. Households are sealed with a key that dies; records that were written are sealed with
// another one, which lives until the last of them has arrived.

const databaseName = "shouwang-field";
let database = null;

function asked(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function ended(transaction) {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onerror = () => reject(transaction.error);
    transaction.onabort = () => reject(transaction.error || new Error("aborted"));
  });
}

export async function start() {
  const request = indexedDB.open(databaseName, 1);
  request.onupgradeneeded = () => {
    const made = request.result;
    made.createObjectStore("keys");
    made.createObjectStore("state");
    made.createObjectStore("rows");
    made.createObjectStore("out", { keyPath: "n", autoIncrement: true });
  };
  database = await asked(request);
  // Another tab may want to erase or renew what is kept.
  database.onversionchange = () => database.close();
  if (navigator.storage && navigator.storage.persist) navigator.storage.persist().catch(() => {});
}

// MARK: keys

async function key(name, make) {
  const known = await asked(database.transaction("keys").objectStore("keys").get(name));
  if (known || !make) return known || null;
  // It cannot be taken out of the browser, not even by this program.
  const fresh = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  const writing = database.transaction("keys", "readwrite");
  // Two tabs may come at once: the first one's key stays.
  const store = writing.objectStore("keys");
  const other = await asked(store.get(name));
  if (!other) store.put(fresh, name);
  await ended(writing);
  return other || fresh;
}

async function sealed(name, bytes) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const data = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await key(name, true), bytes);
  return { iv, data };
}

async function opened(name, box) {
  const own = await key(name, false);
  if (!own || !box) return null;
  try {
    return await crypto.subtle.decrypt({ name: "AES-GCM", iv: box.iv }, own, box.data);
  } catch (e) {
    return null;
  }
}

async function sealedJSON(name, value) { return sealed(name, new TextEncoder().encode(JSON.stringify(value))); }

async function openedJSON(name, box) {
  const bytes = await opened(name, box);
  return bytes ? JSON.parse(new TextDecoder().decode(bytes)) : null;
}

// MARK: small things

export async function plain(name) {
  return asked(database.transaction("state").objectStore("state").get(name));
}

export async function setPlain(name, value) {
  const writing = database.transaction("state", "readwrite");
  writing.objectStore("state").put(value, name);
  return ended(writing);
}

export async function secret(name) { return openedJSON("area", await plain("sealed:" + name)); }
export async function setSecret(name, value) { return setPlain("sealed:" + name, await sealedJSON("area", value)); }

/// A form that was not finished. It is somebody's own writing and lives as long as records do.
export async function draft(name) { return openedJSON("out", await plain("draft:" + name)); }
export async function setDraft(name, value) { return setPlain("draft:" + name, await sealedJSON("out", value)); }

export async function dropDraft(name) {
  const writing = database.transaction("state", "readwrite");
  writing.objectStore("state").delete("draft:" + name);
  return ended(writing);
}

/// The name by which the server knows this phone: nobody can guess it.
export async function device() {
  const known = await plain("device");
  if (known) return known;
  const fresh = Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, "0")).join("");
  await setPlain("device", fresh);
  return fresh;
}

export function freshKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, "0")).join("");
}

// MARK: households

export async function households() {
  const boxes = await asked(database.transaction("rows").objectStore("rows").getAll());
  const rows = await Promise.all(boxes.map((box) => openedJSON("area", box)));
  return rows.filter(Boolean);
}

export async function sequence() { return (await plain("sequence")) || 0; }

/// Takes one page of changes; rows and the number that they bring are kept together or not at all.
export async function takeChanges(changes) {
  const boxes = await Promise.all(changes.rows.map((row) => sealedJSON("area", row)));
  const writing = database.transaction(["rows", "state"], "readwrite");
  const rows = writing.objectStore("rows");
  if (changes.reset) rows.clear();
  changes.rows.forEach((row, at) => rows.put(boxes[at], row.id));
  changes.gone.forEach((id) => rows.delete(id));
  const state = writing.objectStore("state");
  state.put(changes.sequence, "sequence");
  state.put(changes.area, "area");
  return ended(writing);
}

/// Another village: the old one is erased before.
export async function forgetHouseholds() {
  const writing = database.transaction(["rows", "state"], "readwrite");
  writing.objectStore("rows").clear();
  writing.objectStore("state").delete("sequence");
  writing.objectStore("state").delete("area");
  return ended(writing);
}

/// Ends the key of the households: what was sealed with it is noise from then on, and is erased besides.
export async function forgetArea() {
  const writing = database.transaction(["keys", "rows", "state"], "readwrite");
  writing.objectStore("keys").delete("area");
  writing.objectStore("rows").clear();
  const state = writing.objectStore("state");
  for (const name of ["sequence", "area", "sealed:me", "contact"]) state.delete(name);
  return ended(writing);
}

/// Everything, unsent records too: an administrator wished it.
export async function forgetAll() {
  const writing = database.transaction(["keys", "rows", "state", "out"], "readwrite");
  for (const name of ["keys", "rows", "state", "out"]) writing.objectStore(name).clear();
  return ended(writing);
}

// MARK: records

/// Keeps a record and its photos. It counts as written once this has ended.
export async function write(record, photos, account) {
  const boxes = [];
  for (const photo of photos) {
    const box = await sealed("out", await photo.arrayBuffer());
    boxes.push({ iv: box.iv, data: box.data, type: photo.type, key: freshKey(), isSent: false });
  }
  const entry = {
    key: record.key, account, state: "waiting", at: Date.now(), receipt: null,
    box: await sealedJSON("out", record), photos: boxes,
  };
  const writing = database.transaction("out", "readwrite");
  writing.objectStore("out").add(entry);
  return ended(writing);
}

/// In the order in which they were written, each with its record; photos stay sealed.
export async function written() {
  const entries = await asked(database.transaction("out").objectStore("out").getAll());
  for (const entry of entries) entry.record = await openedJSON("out", entry.box);
  return entries;
}

export async function photoBytes(photo) { return opened("out", photo); }

async function change(n, turn) {
  const writing = database.transaction("out", "readwrite");
  const store = writing.objectStore("out");
  const entry = await asked(store.get(n));
  if (entry) {
    const next = turn(entry);
    if (next) store.put(next); else store.delete(n);
  }
  return ended(writing);
}

export function settle(n, receipt) {
  return change(n, (entry) => {
    entry.receipt = receipt;
    entry.state = receipt.outcome === "invalid" || receipt.outcome === "gone" ? "refused" : "taken";
    return entry;
  });
}

export function photoSent(n, key) {
  return change(n, (entry) => {
    for (const photo of entry.photos) {
      if (photo.key === key) { photo.isSent = true; photo.data = new ArrayBuffer(0); }
    }
    return entry;
  });
}

export function photoRefused(n, key, words) {
  return change(n, (entry) => {
    for (const photo of entry.photos) if (photo.key === key) photo.refused = words;
    return entry;
  });
}

export function drop(n) { return change(n, () => null); }

/// Records that arrived long ago go; where none is left to send, their key goes too and comes anew.
export async function tidy(account) {
  const entries = await asked(database.transaction("out").objectStore("out").getAll());
  const settled = entries.filter((entry) => entry.state === "taken" && entry.photos.every((photo) => photo.isSent));
  const old = settled.filter((entry) => Date.now() - entry.at > 14 * 86400000 || entry.account !== account);
  for (const entry of old) await drop(entry.n);
}
