// The way to the server: who am I, what changed in my area, and what I wrote, in its order, exactly once.
import * as keep from "./keep.js";

const mostRecords = 20;
const patience = 45000;
const state = { phase: "idle", signedIn: null, failed: 0, message: null };
const listeners = [];
let running = null;
let timer = 0;
let token = "";

export function watch(listener) { listeners.push(listener); }
export function now() { return state; }

function tell(change) {
  Object.assign(state, change);
  for (const listener of listeners) listener(state);
}

class NoNetwork extends Error {}
class SignedOut extends Error {}
class Refused extends Error {
  constructor(status, problem) {
    super(problem.code || String(status));
    this.status = status;
    this.problem = problem;
  }
}

async function fetched(path, options) {
  const ender = new AbortController();
  const alarm = setTimeout(() => ender.abort(), patience);
  try {
    const headers = Object.assign({ accept: "application/json", "x-field-device": await keep.device() }, options.headers);
    let response;
    try {
      response = await fetch(path, Object.assign({}, options, {
        headers, redirect: "manual", credentials: "same-origin", cache: "no-store", signal: ender.signal,
      }));
    } catch (e) {
      throw new NoNetwork();
    }
    if (response.type === "opaqueredirect" || response.status === 401) throw new SignedOut();
    let answer;
    try {
      answer = await response.json();
    } catch (e) {
      // A gate of the network may answer with a page of its own; half an answer is none.
      throw new NoNetwork();
    }
    if (response.ok) return answer;
    if (answer.code === "access.visitor.none" || answer.code === "entrance.form.stale") throw new SignedOut();
    if (response.status >= 500 || response.status === 429) throw new NoNetwork();
    throw new Refused(response.status, answer);
  } finally {
    clearTimeout(alarm);
  }
}

function get(path) { return fetched(path, { method: "GET" }); }

function post(path, fields) {
  const body = new URLSearchParams(Object.assign({ token }, fields));
  return fetched(path, { method: "POST", body });
}

// MARK: one round

/// Who I am, what I wrote, what changed. Several wishes at once are one round.
export function sync(wish) {
  if (!running) {
    running = round(wish || {}).finally(() => { running = null; });
  }
  return running;
}

async function round(wish) {
  clearTimeout(timer);
  tell({ phase: "busy", message: null });
  try {
    await alone(async () => {
      const me = await whoAmI();
      if (!me) return;
      token = me.token;
      await keep.setPlain("contact", Date.now());
      await meet(me);
      await push(me);
      await pull(me, wish.area);
      await keep.tidy(me.account);
    });
    tell({ phase: "idle", failed: 0, signedIn: true });
    later(5 * 60000);
  } catch (error) {
    if (error instanceof SignedOut) {
      tell({ phase: "idle", signedIn: false });
    } else if (error instanceof NoNetwork) {
      tell({ phase: "offline", failed: state.failed + 1 });
      later(Math.min(5000 * Math.pow(2, Math.min(state.failed, 6) - 1), 5 * 60000));
    } else if (error instanceof Refused) {
      tell({ phase: "idle", signedIn: true, message: [error.problem.zh, error.problem.en], code: error.problem.code });
      later(5 * 60000);
    } else {
      tell({ phase: "idle", message: [String(error), String(error)] });
      later(5 * 60000);
    }
  }
}

function later(milliseconds) { timer = setTimeout(() => sync(), milliseconds); }

/// One tab at a time, where the browser can say so; two would only send what is known already.
function alone(work) {
  return navigator.locks ? navigator.locks.request("shouwang-field", work) : work();
}

/// The first time the answer is on its way already: the page asks for it while the app itself is loaded.
/// Nil for a phone that was just made to forget.
let isFirst = true;

async function whoAmI() {
  let me;
  try {
    me = isFirst ? await early() : await get("/field/me");
  } catch (error) {
    // A lost phone is reached also when nobody is signed in.
    if (error instanceof SignedOut && await mustForget()) return null;
    throw error;
  }
  if (await keep.plain("enrolled") && await mustForget()) return null;
  return me;
}

async function early() {
  isFirst = false;
  let response;
  try {
    response = await fetch("/field/me");
  } catch (error) {
    throw new NoNetwork();
  }
  if (response.redirected) throw new SignedOut();
  if (!response.ok || (response.headers.get("content-type") || "").indexOf("application/json") < 0) return get("/field/me");
  return response.json();
}

/// Asked by the phone's name alone, so that a lost phone is reached also when nobody is signed in.
async function mustForget() {
  const device = await keep.device();
  const answer = await get("/field/wipe?device=" + device);
  if (!answer.forget) return false;
  await keep.forgetAll();
  tell({ phase: "idle", signedIn: false, wiped: true });
  return true;
}

/// Makes this phone known, and erases what somebody else left who worked here before.
async function meet(me) {
  const before = await keep.plain("account");
  if (before && before !== me.account) await keep.forgetArea();
  await keep.setPlain("account", me.account);
  await keep.setPlain("contact", Date.now());
  const kept = Object.assign({}, me);
  delete kept.token;
  await keep.setSecret("me", kept);
  // The first screen does not wait for the rest of the round.
  tell({ signedIn: true });
  if (await keep.plain("enrolled") !== me.account) {
    await post("/field/enrol", { key: keep.freshKey(), label: phoneName() });
    await keep.setPlain("enrolled", me.account);
  }
}

function phoneName() {
  const found = /\(([^)]*)\)/.exec(navigator.userAgent);
  const browser = /(Chrome|Firefox|Safari)\/[0-9]+/.exec(navigator.userAgent);
  return [found ? found[1] : "", browser ? browser[0] : ""].filter(Boolean).join(" · ").slice(0, 120);
}

// MARK: records

async function push(me) {
  for (;;) {
    const mine = (await keep.written()).filter((entry) => entry.account === me.account && entry.record);
    const waiting = mine.filter((entry) => entry.state === "waiting").slice(0, mostRecords);
    if (waiting.length === 0) break;
    const text = JSON.stringify(waiting.map((entry) => entry.record));
    const packed = await packedText(text);
    const answer = await post("/field/push", packed ? { packed } : { records: text });
    const receipts = new Map(answer.receipts.map((receipt) => [receipt.key, receipt]));
    let settled = 0;
    for (const entry of waiting) {
      const receipt = receipts.get(entry.key);
      if (receipt) { await keep.settle(entry.n, receipt); settled += 1; }
    }
    tell({});
    // A server that answers for none of them would be asked for ever.
    if (settled === 0) break;
  }
  await pushPhotos(me);
}

/// Photos follow their record, each under a key of its own.
async function pushPhotos(me) {
  for (const entry of await keep.written()) {
    if (entry.account !== me.account || entry.state !== "taken" || !entry.receipt.subject) continue;
    for (const photo of entry.photos) {
      if (photo.isSent || photo.refused) continue;
      const bytes = await keep.photoBytes(photo);
      if (!bytes) continue;
      const form = new FormData();
      form.append("token", token);
      form.append("key", photo.key);
      form.append("note", "");
      form.append("files", new Blob([bytes], { type: photo.type }), "photo.jpg");
      try {
        await fetched("/evidence/" + entry.receipt.subject, { method: "POST", body: form });
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        // The record stands; the photo stays on the phone with the reason, and is not tried for ever.
        const problem = (error.problem.refused || [])[0] || error.problem;
        await keep.photoRefused(entry.n, photo.key, [problem.zh || "", problem.en || ""]);
        tell({});
        continue;
      }
      await keep.photoSent(entry.n, photo.key);
      tell({});
    }
  }
}

/// Packed and spelled in letters, a third of its length; null where the browser cannot.
async function packedText(text) {
  if (!self.CompressionStream) return null;
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  let letters = "";
  for (let at = 0; at < bytes.length; at += 8192) {
    letters += String.fromCharCode.apply(null, bytes.subarray(at, at + 8192));
  }
  return btoa(letters);
}

// MARK: area

async function pull(me, wished) {
  const kept = await keep.plain("area");
  const area = wished || kept || (me.areas.length === 1 ? me.areas[0][0] : null);
  if (!area || !me.areas.some((one) => one[0] === area)) {
    // The post may have moved: what is not theirs any more goes.
    if (kept) await keep.forgetHouseholds();
    return;
  }
  if (kept && kept !== area) await keep.forgetHouseholds();
  for (;;) {
    const since = await keep.sequence();
    const changes = await get("/field/area?place=" + area + "&since=" + since);
    await keep.takeChanges(changes);
    tell({});
    if (!changes.more) break;
  }
}

// MARK: sign-out

/// Ends the session and the key of the households.
export async function signOut() {
  try {
    await post("/sign-out", { key: keep.freshKey() });
  } catch (error) {
    // Without a network the session ends by itself; the households are erased all the same.
  }
  await keep.forgetArea();
  tell({ signedIn: false });
}
