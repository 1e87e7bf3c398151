// The screens: what is mine today, the households, one of them, what I wrote, and myself.
import * as keep from "./keep.js";
import * as forms from "./forms.js";
import * as link from "./link.js";
import { both, say, speak, spoken } from "./texts.js";
import { button, dayWords, daysBetween, dueTag, el, empty, icon, tag, todayText } from "./parts.js";

/// What there is to do at a household, the most urgent first.
function tasks(home, me, today) {
  const list = [];
  for (const [cause, , due, emergency] of home.c || []) {
    const words = (me.causes.find((one) => one[0] === cause) || [0, [cause, cause]])[1];
    list.push({ home, kind: say("clue"), due, text: both(words) + (emergency ? " · " + say("emergency") : "") });
  }
  if (home.e && home.e[3]) {
    const words = (me.steps.find((one) => one[0] === home.e[2]) || [0, [home.e[2], home.e[2]]])[1];
    list.push({ home, kind: say("step"), due: home.e[3], text: both(words) });
  }
  for (const [title, due] of home.n || []) list.push({ home, kind: say("measure"), due, text: title });
  if (home.e && home.e[4] && (!home.v || home.v.slice(0, 7) !== today.slice(0, 7))) {
    const month = today.slice(0, 8) + "25";
    list.push({ home, kind: say("visitOf"), due: month, text: say("monthUnvisited"), isVisit: true });
  }
  return list.sort((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : 0));
}

export function headOf(home) { return home.m[0] ? home.m[0][0] : home.id; }

function kindOf(home) { return say(home.e && home.e[4] ? "monitored" : ["general", "outOfPoverty", "monitored"][home.t] || "general"); }

// MARK: today

export function today(world) {
  const { me, homes, entries } = world;
  const day = todayText();
  const all = [];
  for (const home of homes) all.push(...tasks(home, me, day));
  const own = me.duties.filter((duty) => duty.state !== "done");
  const isReported = entries.some((entry) => entry.record && entry.record.kind === "report.daily"
    && entry.record.values.day === day && entry.state !== "refused");
  const late = all.filter((task) => task.due < day);
  const now = all.filter((task) => task.due === day);
  const week = all.filter((task) => task.due > day && daysBetween(day, task.due) <= 7);
  const duties = own.filter((duty) => !(duty.kind === "report.daily" && isReported));
  const count = (tone, number, label) => el("div", { class: number > 0 ? tone : "" }, el("dt", {}, label), el("dd", {}, String(number)));
  const lateDuties = duties.filter((duty) => duty.state === "late");
  const nowDuties = duties.filter((duty) => duty.state === "today");
  const soonDuties = duties.filter((duty) => duty.state === "soon");
  const parts = [el("dl", { class: "sum" },
    count("late", late.length + lateDuties.length, say("late")),
    count("soon", now.length + nowDuties.length, say("dueToday")),
    count("", week.length + soonDuties.length, say("week")))];
  const first = [...lateDuties, ...nowDuties].map((duty) => dutyCard(duty)).concat([...late, ...now].slice(0, 50).map((task) => card(task, day)));
  parts.push(el("h2", {}, say("todo")), first.length > 0 ? el("ul", {}, first) : empty(say("nothing")));
  const unread = messages(world);
  if (unread.length > 0) parts.push(el("h2", {}, say("messages")), el("ul", {}, unread));
  const rest = soonDuties.map((duty) => dutyCard(duty)).concat(week.slice(0, 50).map((task) => card(task, day)));
  if (rest.length > 0) parts.push(el("h2", {}, say("soon")), el("ul", {}, rest));
  const written = entries.filter((entry) => sameDay(entry.at) && !isMark(entry));
  if (written.length > 0) {
    parts.push(el("details", { class: "box" }, el("summary", {}, say("done", written.length)),
      el("ul", { class: "plain" }, written.map((entry) => el("li", {}, titleOf(entry), " · ", stateWords(entry))))));
  }
  return parts;
}

/// That a message was read goes the way of records, but is none to look at.
function isMark(entry) { return Boolean(entry.record) && entry.record.kind === "message.read"; }

/// What was told and not read, on this phone or elsewhere.
function messages(world) {
  const read = new Set(world.entries.filter(isMark).map((entry) => entry.record.values.number));
  return (world.me.messages || []).filter(([number]) => !read.has(String(number))).map(([number, title, words, target]) =>
    el("li", { class: "duty fine" },
      el("div", { class: "body" }, el("h3", {}, both(title)), el("p", { class: "lines" }, both(words))),
      el("div", { class: "acts" },
        button(say("gotIt"), () => world.place.read(String(number))),
        el("a", { href: target, class: "go", onclick: () => { world.place.read(String(number)); } }, say("goOn")))));
}

function sameDay(moment) { return new Date(moment).toDateString() === new Date().toDateString(); }

function card(task, day) {
  const left = daysBetween(day, task.due);
  const tone = left < 0 ? "late" : left <= 3 ? "soon" : "fine";
  const home = task.home;
  return el("li", { class: "duty " + tone },
    el("div", { class: "body" }, el("span", { class: "kind" }, task.kind), dueTag(task.due, day),
      el("h3", {}, say("home", headOf(home))), el("p", {}, task.text), el("p", { class: "faint" }, home.group)),
    el("div", { class: "acts" }, el("a", { href: "#/home/" + home.id }, say("goLook")),
      el("a", { href: "#/visit/" + home.id, class: "go" }, say(task.isVisit ? "goVisit" : "goCheck"))));
}

function dutyCard(duty) {
  const tone = duty.state === "late" ? "late" : duty.state === "today" ? "soon" : "fine";
  const target = duty.kind === "report.daily" ? "#/daily" : duty.link || "#/homes";
  return el("li", { class: "duty " + tone },
    el("div", { class: "body" }, tag(tone, both(duty.due)), el("h3", {}, both(duty.title))),
    el("div", { class: "acts one" }, el("a", { href: target, class: "go" }, say(duty.kind === "report.daily" ? "goDaily" : "goOn"))));
}

// MARK: households

const filters = ["all", "look", "mine", "unvisited"];

export function homes(world, filter, redraw) {
  const { me, homes } = world;
  const day = todayText();
  if (homes.length === 0) return [areaChoice(world), empty(say("noHomes"))];
  const passes = {
    all: () => true,
    look: (home) => (home.c || []).length > 0 || home.e || (home.n || []).length > 0,
    mine: (home) => me.mine.indexOf(home.id) >= 0,
    unvisited: (home) => !home.v || home.v.slice(0, 7) !== day.slice(0, 7),
  };
  const list = el("ul", { class: "homes" });
  const input = el("input", { type: "search", id: "find", placeholder: say("search"), "aria-label": say("search"), autocomplete: "off" });
  const show = () => {
    const word = input.value.trim();
    const found = homes.filter((home) => passes[filter](home) && (word === "" || forms.matches(home, word)));
    const weighed = found.map((home) => ({ home, first: tasks(home, me, day)[0] }))
      .sort((a, b) => rank(a) < rank(b) ? -1 : 1);
    list.replaceChildren(...weighed.slice(0, 60).map((one) => row(one, day)));
    if (found.length === 0) list.replaceChildren(el("li", {}, empty(say("noneFound"))));
  };
  input.addEventListener("input", show);
  show();
  const tabs = el("div", { class: "filters", role: "group" }, filters.map((name) => el("button", {
    type: "button", class: "chip", "aria-pressed": String(name === filter), onclick: () => redraw(name),
  }, say(name))));
  return [areaChoice(world), el("div", { class: "finder" }, input), tabs, list];
}

function rank(one) { return (one.first ? one.first.due : "9999") + one.home.p + headOf(one.home); }

function row(one, day) {
  const home = one.home;
  return el("li", {}, el("a", { href: "#/home/" + home.id },
    el("b", {}, say("home", headOf(home))), el("span", { class: "faint" }, home.group + " · " + say("people", home.m.length) + " · " + kindOf(home)),
    one.first ? el("span", {}, dueTag(one.first.due, day), " ", one.first.text) : null,
    el("span", { class: "faint" }, home.v ? say("lastVisit", dayWords(home.v, day)) : say("neverVisited"))));
}

/// A township's post keeps one of its villages at a time.
function areaChoice(world) {
  if (world.me.areas.length < 2) return null;
  const select = el("select", { id: "area", onchange: () => link.sync({ area: select.value }) },
    el("option", { value: "" }, say("choose")),
    world.me.areas.map(([code, name]) => el("option", { value: code, selected: code === world.area }, name)));
  return el("div", { class: "question" }, el("label", { for: "area" }, say("chooseArea")), select);
}

export function home(world, id) {
  const found = world.homes.find((one) => one.id === id);
  if (!found) return [empty(say("noneFound"))];
  const { me } = world;
  const day = todayText();
  const year = Number(day.slice(0, 4));
  const parts = [el("section", { class: "box" },
    el("p", {}, found.group + " · " + kindOf(found)),
    el("p", { class: "faint" }, found.v ? say("lastVisit", dayWords(found.v, day)) : say("neverVisited")))];
  const list = tasks(found, me, day);
  if (list.length > 0) {
    parts.push(el("section", { class: "box" }, el("ul", { class: "plain" }, list.map((task) => el("li", {},
      dueTag(task.due, day), " ", say("about", task.kind, task.text))))));
  }
  if (found.e && found.e[4]) parts.push(el("p", { class: "faint pad" }, say("registered", dayWords(found.e[4], day))));
  parts.push(el("section", { class: "box" }, el("h2", {}, say("members")), el("ul", { class: "plain" },
    found.m.map((member) => el("li", {}, member[0], member[2] ? " · " + say("age", year - member[2]) : "")))));
  parts.push(el("div", { class: "stack" },
    me.kinds.indexOf("visit") >= 0 ? el("a", { class: "btn main wide", href: "#/visit/" + id }, say("goVisit")) : null,
    me.kinds.indexOf("clue") >= 0 ? el("a", { class: "btn wide", href: "#/clue/" + id }, say("goReport")) : null));
  return parts;
}

// MARK: records

const stateNames = {
  new: "stateNew", updated: "stateUpdated", identical: "stateIdentical", older: "stateOlder", invalid: "stateInvalid", gone: "stateGone",
};

export function stateWords(entry) { return entry.receipt ? say(stateNames[entry.receipt.outcome]) : say("stateWaiting"); }

function titleOf(entry) { return entry.title || (entry.record ? entry.record.title || entry.record.kind : ""); }

export function records(world, redraw) {
  const entries = world.entries.filter((entry) => !isMark(entry)).reverse();
  if (entries.length === 0) return [empty(say("noRecords"))];
  return [el("ul", { class: "records" }, entries.map((entry) => {
    const tone = !entry.receipt ? "soon" : entry.state === "refused" ? "late" : "fine";
    const left = entry.photos.filter((photo) => !photo.isSent && !photo.refused).length;
    const refused = entry.photos.filter((photo) => photo.refused);
    const words = entry.receipt ? both([entry.receipt.zh, entry.receipt.en]) : "";
    const when = new Date(entry.at);
    const target = !entry.record ? null
      : entry.record.kind === "visit" ? "#/visit/" + entry.record.household
        : entry.record.kind === "clue" ? "#/clue/" + entry.record.household : "#/daily";
    return el("li", { class: "box" }, el("p", {}, tag(tone, stateWords(entry)), " ", el("b", {}, titleOf(entry))),
      el("p", { class: "faint" }, when.toLocaleString(spoken() === "zh" ? "zh-CN" : "en")),
      words ? el("p", {}, words) : null,
      refused.map((photo) => el("p", { class: "wrong" }, say("photos") + " · " + say("stateInvalid") + "：" + both(photo.refused))),
      left > 0 ? el("p", { class: "faint" }, say("photosLeft", left)) : null,
      entry.state === "refused" ? el("div", { class: "two" },
        button(say("mend"), async () => {
          await keep.setDraft(draftName(entry.record), entry.record.values);
          await keep.drop(entry.n);
          location.hash = target;
        }, "main"),
        button(say("drop"), async () => {
          if (confirm(say("dropSure"))) { await keep.drop(entry.n); redraw(); }
        })) : null);
  }))];
}

function draftName(record) {
  return record.kind === "visit" ? "visit:" + record.household : record.kind === "clue" ? "clue:" + record.household : "daily";
}

// MARK: me

export function mine(world, redraw) {
  const { me, state, contact, waiting } = world;
  return [
    el("section", { class: "box" }, el("h2", {}, me.name), el("p", {}, both(me.post) + " · " + me.place),
      el("p", { class: "faint" }, say("lastContact", contact ? new Date(contact).toLocaleString(spoken() === "zh" ? "zh-CN" : "en") : "—")),
      el("p", { class: "faint" }, say("keepDays", me.keepDays)),
      state.message ? el("p", { class: "wrong" }, both(state.message)) : null),
    el("div", { class: "stack" },
      button(say("sync"), () => link.sync(), "main wide"),
      button(say("language"), () => { speak(spoken() === "zh" ? "en" : "zh"); redraw(); }, "wide"),
      el("a", { class: "btn wide", href: "/" }, say("pages")),
      el("a", { class: "btn wide", href: "/field/devices" }, say("phones")),
      button(say("signOut"), async () => {
        if (waiting > 0) return world.place.alert(say("unsentFirst", waiting));
        await link.signOut();
        world.place.alert(say("forgotten"));
        return redraw();
      }, "danger wide")),
  ];
}
