// The app: it opens from the phone, shows what is kept there, and keeps in step with the server behind it.
import * as forms from "./forms.js";
import * as keep from "./keep.js";
import * as link from "./link.js";
import * as screens from "./screens.js";
import { button, el, empty, icon } from "./parts.js";
import { both, say, speak, spoken } from "./texts.js";

const root = document.getElementById("app");
let filter = "all";
let drawing = 0;
let notice = "";

const place = {
  alert(text) { notice = text; draw(); },
  /// Keeps a record, shows it as kept, and sends it where there is a network.
  async written(record, photos, title) {
    const account = await keep.plain("account");
    record.title = title;
    await keep.write(record, photos, account);
    notice = say("saved");
    location.hash = "#/today";
    await draw();
    link.sync();
  },
  /// Marks a message as read, also where there is no network.
  async read(number) {
    const account = await keep.plain("account");
    await keep.write({ key: keep.freshKey(), kind: "message.read", made: Date.now(), values: { number } }, [], account);
    await draw();
    link.sync();
  },
};

async function world() {
  const me = await keep.secret("me");
  const entries = await keep.written();
  const account = await keep.plain("account");
  const own = entries.filter((entry) => entry.account === account);
  const homes = me ? await keep.households() : [];
  const groups = new Map(me ? me.groups : []);
  for (const home of homes) home.group = groups.get(home.p) || home.p.slice(-3);
  const unsent = (list) => list.filter((entry) => entry.state === "waiting"
    || entry.state === "taken" && entry.photos.some((photo) => !photo.isSent && !photo.refused));
  const others = unsent(entries.filter((entry) => entry.account !== account));
  return {
    me, homes, entries: own, area: await keep.plain("area"), contact: await keep.plain("contact"), state: link.now(), place,
    waiting: unsent(own).length, others,
  };
}

// MARK: the frame

function header(all, title, back) {
  const { state, waiting } = all;
  const isAway = state.phase === "offline" || state.signedIn === false;
  const words = [state.phase === "busy" ? say("sending") : isAway ? say("offline") : say("online")];
  if (waiting > 0) words.push(say("waiting", waiting));
  const sync = el("button", { type: "button", class: "sync " + (isAway || waiting > 0 ? "soon" : "fine"), onclick: () => link.sync() },
    icon(isAway ? "away" : "cloud"), words.join(" · "));
  return el("header", { class: back ? "flat" : "" }, el("div", { class: "line" },
    back ? el("a", { class: "back", href: back, "aria-label": say("back") }, icon("back")) : null,
    el("div", {}, el("h1", {}, title), el("p", {}, [all.me.place, dateWords()].join(" · "))), sync));
}

function dateWords() {
  return new Date().toLocaleDateString(spoken() === "zh" ? "zh-CN" : "en", { month: "long", day: "numeric", weekday: "short" });
}

function bar(open) {
  const one = (name) => el("a", { href: "#/" + name, "aria-current": open === name ? "page" : null, class: name === "report" ? "plus" : "" },
    icon(name), say(name));
  return el("nav", { "aria-label": say("today") }, ["today", "homes", "report", "records", "me"].map(one));
}

function strip(all) {
  const lines = [];
  if (notice) lines.push(el("p", { class: "strip fine", role: "status" }, notice));
  if (all.me && all.state.signedIn === false) {
    lines.push(el("p", { class: "strip soon", role: "status" }, say("signedOut"), " ", el("a", { href: "/sign-in?next=%2Ffield" }, say("signIn"))));
  }
  if (all.state.message) lines.push(el("p", { class: "strip late", role: "alert" }, both(all.state.message)));
  if (all.others.length > 0) {
    lines.push(el("p", { class: "strip soon", role: "status" }, say("other", all.others[0].account, all.others.length)));
  }
  return lines;
}

/// Before anybody has signed in on this phone.
async function outside(all) {
  const { state } = all;
  const words = state.wiped ? say("wiped") : await keep.plain("expired") ? say("expired", await keep.plain("expired"))
    : state.phase === "offline" ? say("noNet") : say("firstSignIn");
  return [el("header", { class: "flat" }, el("div", { class: "line" }, el("h1", {}, document.title))),
    el("main", { id: "main" }, strip(all),
      el("p", { class: "empty" }, state.phase === "busy" && state.signedIn === null ? "…" : words),
      el("div", { class: "stack" }, el("a", { class: "btn main wide", href: "/sign-in?next=%2Ffield" }, say("signIn")),
        button(say("language"), () => { speak(spoken() === "zh" ? "en" : "zh"); draw(); }, "wide")))];
}

async function draw() {
  drawing += 1;
  const mine = drawing;
  const all = await world();
  const [, name, id] = (location.hash || "#/today").split("/");
  const made = all.me ? await screen(all, name || "today", id) : await outside(all);
  // Somebody drew again meanwhile; and a form that is being filled in is not torn away.
  if (mine !== drawing) return;
  root.replaceChildren(...made);
  shown = location.hash;
}

let shown = null;

async function screen(all, name, id) {
  const hour = new Date().getHours();
  const hello = all.me.name + (spoken() === "zh" ? "，" : ", ") + say(hour < 11 ? "morning" : hour < 18 ? "noon" : "evening");
  const found = id ? all.homes.find((one) => one.id === id) : null;
  const again = () => draw();
  const pages = {
    today: async () => [hello, null, screens.today(all)],
    homes: async () => [say("homes"), null, screens.homes(all, filter, (next) => { filter = next; draw(); })],
    home: async () => [found ? say("home", screens.headOf(found)) : say("homes"), "#/homes", screens.home(all, id)],
    records: async () => [say("records"), null, screens.records(all, again)],
    me: async () => [say("me"), null, screens.mine(all, again)],
    daily: async () => [say("dailyTitle"), "#/today", await forms.daily(place)],
    report: async () => [say("reportTitle"), null, await forms.clue(place, all.me, null, all.homes)],
    clue: async () => [say("reportTitle"), "#/homes", found || !id ? await forms.clue(place, all.me, found, all.homes) : [empty(say("noneFound"))]],
    visit: async () => [say("visitTitle") + (found ? " · " + screens.headOf(found) : ""), "#/homes",
      found ? await forms.visit(place, all.me, found) : [empty(say("noneFound"))]],
  };
  const [title, back, content] = await (pages[name] || pages.today)();
  return [header(all, title, back), el("main", { id: "main" }, strip(all), content), bar(pages[name] ? name : "today")];
}

// MARK: start

const formsOpen = ["daily", "report", "clue", "visit"];

/// While a form is open or somebody types only the frame is renewed: nothing that is typed is lost.
async function renew() {
  const name = (location.hash || "").split("/")[1];
  const isTyping = root.contains(document.activeElement) && /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName);
  if (!isTyping && formsOpen.indexOf(name) < 0 || shown !== location.hash) return draw();
  const all = await world();
  const old = root.querySelector("header");
  if (old && all.me) {
    const title = old.querySelector("h1").textContent;
    const back = old.querySelector(".back");
    old.replaceWith(header(all, title, back ? back.getAttribute("href") : null));
  }
  return undefined;
}

/// Households of a phone that was away for too long are erased before anything is shown.
async function expire() {
  const contact = await keep.plain("contact");
  const me = await keep.secret("me");
  const days = me ? me.keepDays : 7;
  if (contact && Date.now() - contact > days * 86400000) {
    await keep.forgetArea();
    await keep.setPlain("expired", days);
  }
}

async function begin() {
  speak(spoken());
  if (!self.indexedDB || !self.crypto || !crypto.subtle) {
    root.replaceChildren(el("p", { class: "empty" }, say("oldPhone")));
    return;
  }
  await keep.start();
  await expire();
  await draw();
  link.watch(() => { renew(); });
  window.addEventListener("hashchange", () => {
    // What was told of the last record stands on the screen behind it and no longer.
    if (location.hash !== "#/today") notice = "";
    window.scrollTo(0, 0);
    draw();
  });
  window.addEventListener("online", () => link.sync());
  document.addEventListener("visibilitychange", async () => {
    if (document.hidden) return;
    await expire();
    link.sync();
  });
  if (navigator.serviceWorker) {
    navigator.serviceWorker.register("/field/worker.js", { scope: "/field" }).catch(() => {});
  }
  await link.sync();
}

begin();
