// The forms: a daily report, a clue, a visit. What is typed is kept while it is typed.
import * as keep from "./keep.js";
import { both, say } from "./texts.js";
import { button, el, todayText } from "./parts.js";

const mostPhotos = 6;
const longestSide = 1280;

/// Makes a photo smaller and takes out where and when it was taken; what cannot be read stays out.
async function smaller(file) {
  const url = URL.createObjectURL(file);
  try {
    const picture = new Image();
    await new Promise((resolve, reject) => {
      picture.onload = resolve;
      picture.onerror = () => reject(new Error("unreadable"));
      picture.src = url;
    });
    const factor = Math.min(1, longestSide / Math.max(picture.naturalWidth, picture.naturalHeight));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(picture.naturalWidth * factor));
    canvas.height = Math.max(1, Math.round(picture.naturalHeight * factor));
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) => {
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("unreadable"))), "image/jpeg", 0.72);
    });
  } finally {
    URL.revokeObjectURL(url);
  }
}

/// One question with its field, its hint, and room for what is wrong.
function question(id, label, hint, field) {
  return el("div", { class: "question", id: "q-" + id },
    el("label", { for: id }, label), hint ? el("p", { class: "hint", id: id + "-hint" }, hint) : null, field,
    el("p", { class: "wrong", id: id + "-wrong", role: "alert" }));
}

function long(id, value, hint) {
  return el("textarea", { id, name: id, rows: "4", maxlength: "1800", "aria-describedby": hint ? id + "-hint" : null }, value || "");
}

function yesNo(id, label, value) {
  const one = (word, text) => el("label", { class: "pick" },
    el("input", { type: "radio", name: id, value: word, checked: value === word }), el("span", {}, text));
  return el("fieldset", { class: "question", id: "q-" + id }, el("legend", {}, label),
    el("div", { class: "two" }, one("1", say("yes")), one("0", say("no"))),
    el("p", { class: "wrong", id: id + "-wrong", role: "alert" }));
}

function photoField(photos) {
  const list = el("ul", { class: "photos" });
  const show = () => {
    list.replaceChildren(...photos.map((photo, at) => {
      const picture = el("img", { alt: say("photos") + " " + (at + 1), src: URL.createObjectURL(photo) });
      picture.onload = () => URL.revokeObjectURL(picture.src);
      return el("li", {}, picture, button(say("removePhoto"), () => { photos.splice(at, 1); show(); }));
    }));
  };
  const input = el("input", { type: "file", id: "photos", accept: "image/*", multiple: true, class: "filed" });
  input.addEventListener("change", async () => {
    for (const file of Array.from(input.files).slice(0, mostPhotos - photos.length)) {
      try { photos.push(await smaller(file)); } catch (e) { /* no picture */ }
    }
    input.value = "";
    show();
  });
  return el("div", { class: "question" }, el("label", { for: "photos", class: "btn wide" }, say("addPhoto")), input, list);
}

function positionField(values) {
  if (!navigator.geolocation) return null;
  const told = el("p", { class: "hint", role: "status" }, values.position ? say("positionGot") : "");
  const ask = button(say("position"), () => {
    navigator.geolocation.getCurrentPosition((found) => {
      values.position = found.coords.latitude.toFixed(4) + "," + found.coords.longitude.toFixed(4);
      told.textContent = say("positionGot");
    }, () => { told.textContent = say("positionFailed"); }, { timeout: 20000, maximumAge: 60000 });
  }, "wide");
  return el("div", { class: "question" }, ask, told);
}

/// Everything that was typed, by name.
function typed(form) {
  const values = {};
  for (const [name, value] of new FormData(form)) if (typeof value === "string" && value !== "") values[name] = value;
  return values;
}

/// A form that keeps itself while it is typed and is written to the phone when it is sent.
function frame(place, name, kids, check, send) {
  const told = el("p", { class: "hint", role: "status" }, say("draftKept"));
  const form = el("form", { novalidate: true, class: "sheet" }, kids, told, el("button", { type: "submit", class: "btn main wide" }, say("save")));
  let saving = 0;
  form.addEventListener("input", () => {
    clearTimeout(saving);
    saving = setTimeout(async () => {
      try {
        await keep.setDraft(name, typed(form));
        told.textContent = say("draftSaved");
      } catch (error) {
        told.textContent = say("full");
      }
    }, 400);
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    clearTimeout(saving);
    for (const wrong of form.querySelectorAll(".wrong")) wrong.textContent = "";
    const values = typed(form);
    const faults = check(values);
    for (const [id, text] of faults) {
      const at = form.querySelector("#" + id + "-wrong");
      if (at) at.textContent = text;
    }
    if (faults.length > 0) {
      const first = form.querySelector("#q-" + faults[0][0]);
      if (first) first.scrollIntoView({ block: "center" });
      return;
    }
    const submit = form.querySelector("button[type=submit]");
    submit.disabled = true;
    try {
      await send(values);
      await keep.dropDraft(name);
    } catch (error) {
      submit.disabled = false;
      place.alert(say("full"));
    }
  });
  return form;
}

// MARK: the daily report

export async function daily(place) {
  const name = "daily";
  const kept = (await keep.draft(name)) || {};
  const today = todayText();
  const send = (values) => place.written(record("report.daily", null, 0, values), [], say("dailyTitle"));
  const nothing = button(say("dailyNothing"), async (event) => {
    event.target.disabled = true;
    await send({ day: today, nothing: "1" });
  }, "main wide tall");
  const form = frame(place, name, [
    question("text", say("dailyWhat"), say("dailyHint"), long("text", kept.text, true)),
  ], (values) => (values.text ? [] : [["text", say("needNote")]]),
  (values) => send({ day: today, nothing: "0", text: values.text }));
  return [el("section", { class: "sheet" }, el("p", { class: "day" }, today), nothing),
    el("h2", {}, say("dailyChange")), form];
}

// MARK: a clue

export async function clue(place, me, home, households) {
  const name = "clue:" + (home ? home.id : "");
  const kept = (await keep.draft(name)) || {};
  const photos = [];
  const extra = { position: kept.position };
  let chosen = home;
  const title = el("p", { class: "chosen" }, chosen ? say("home", chosen.m[0] ? chosen.m[0][0] : chosen.id) : "");
  const finder = home ? null : picker(households, (one) => {
    chosen = one;
    title.textContent = say("home", one.m[0] ? one.m[0][0] : one.id);
  });
  const causes = el("fieldset", { class: "question", id: "q-cause" }, el("legend", {}, say("cause")),
    el("div", { class: "grid" }, me.causes.map(([code, words]) => el("label", { class: "pick" },
      el("input", { type: "radio", name: "cause", value: code, checked: kept.cause === code }), el("span", {}, both(words))))),
    el("p", { class: "wrong", id: "cause-wrong", role: "alert" }));
  const form = frame(place, name, [
    el("div", { class: "question", id: "q-home" }, el("h2", {}, say("whichHome")), title, finder,
      el("p", { class: "wrong", id: "home-wrong", role: "alert" })),
    causes,
    question("note", say("note"), say("noteHint"), long("note", kept.note, true)),
    el("label", { class: "check" }, el("input", { type: "checkbox", name: "emergency", value: "1", checked: kept.emergency === "1" }),
      el("span", {}, say("isEmergency"))),
    photoField(photos), positionField(extra),
  ], (values) => {
    const faults = [];
    if (!chosen) faults.push(["home", say("needHome")]);
    if (!values.cause) faults.push(["cause", say("needCause")]);
    if (!values.note) faults.push(["note", say("needNote")]);
    return faults;
  }, async (values) => {
    const all = { cause: values.cause, note: values.note, emergency: values.emergency || "0" };
    if (extra.position) all.position = extra.position;
    const title = say("reportTitle") + " · " + (chosen.m[0] ? chosen.m[0][0] : chosen.id);
    await place.written(record("clue", chosen.id, await keep.sequence(), all), photos, title);
  });
  return [form];
}

/// Finds one household by name or group while it is typed.
export function picker(households, choose) {
  const list = el("ul", { class: "found" });
  const input = el("input", { type: "search", id: "find", placeholder: say("search"), "aria-label": say("search"), autocomplete: "off" });
  input.addEventListener("input", () => {
    const word = input.value.trim();
    const found = word === "" ? [] : households.filter((home) => matches(home, word)).slice(0, 8);
    list.replaceChildren(...found.map((home) => el("li", {}, button(
      home.m.map((member) => member[0]).slice(0, 3).join("、") + " · " + home.group, () => {
        choose(home);
        input.value = "";
        list.replaceChildren();
      }))));
    if (word !== "" && found.length === 0) list.replaceChildren(el("li", {}, say("noneFound")));
  });
  return el("div", { class: "finder" }, input, list);
}

export function matches(home, word) {
  return home.m.some((member) => member[0].indexOf(word) >= 0) || home.group.indexOf(word) >= 0;
}

// MARK: a visit

export async function visit(place, me, home) {
  const name = "visit:" + home.id;
  const kept = (await keep.draft(name)) || {};
  const photos = [];
  const extra = { position: kept.position };
  const people = Math.max(1, home.m.length);
  const sum = el("p", { class: "sum-line", role: "status" });
  const accounts = el("details", { class: "question", id: "q-incomes", open: Object.keys(kept).some((key) => key.startsWith("a.")) },
    el("summary", {}, say("incomes")),
    me.accounts.map(([code, words]) => el("div", { class: "amount" },
      el("label", { for: "a." + code }, both(words)),
      el("input", { id: "a." + code, name: "a." + code, inputmode: "numeric", maxlength: "8", value: kept["a." + code] || "" }))),
    sum, el("p", { class: "wrong", id: "incomes-wrong", role: "alert" }));
  const form = frame(place, name, [
    question("day", say("visitDay"), "", el("input", { type: "date", id: "day", name: "day", value: kept.day || todayText(), max: todayText() })),
    el("h2", {}, say("guarantees")),
    yesNo("schooled", say("schooled"), kept.schooled), yesNo("insured", say("insured"), kept.insured),
    yesNo("housed", say("housed"), kept.housed), yesNo("watered", say("watered"), kept.watered),
    accounts,
    question("findings", say("findings"), say("findingsHint"), long("findings", kept.findings, true)),
    el("label", { class: "check" }, el("input", { type: "checkbox", name: "concern", value: "1", checked: kept.concern === "1" }),
      el("span", {}, say("concern"))),
    photoField(photos), positionField(extra),
  ], (values) => {
    const faults = [];
    if (!values.day || values.day > todayText()) faults.push(["day", say("needDay")]);
    for (const id of ["schooled", "insured", "housed", "watered"]) if (!values[id]) faults.push([id, say("needAnswer")]);
    for (const [key, value] of Object.entries(values)) {
      if (key.startsWith("a.") && !/^[0-9]{1,8}$/.test(value)) { faults.push(["incomes", say("needNumber")]); break; }
    }
    if (!values.findings) faults.push(["findings", say("needNote")]);
    return faults;
  }, async (values) => {
    if (extra.position) values.position = extra.position;
    values.people = String(people);
    const title = say("visitTitle") + " · " + (home.m[0] ? home.m[0][0] : home.id);
    await place.written(record("visit", home.id, await keep.sequence(), values), photos, title);
  });
  const add = () => {
    let total = 0;
    let any = false;
    for (const input of accounts.querySelectorAll("input")) {
      const value = Number(input.value || 0);
      if (input.value !== "") any = true;
      if (Number.isFinite(value)) total += input.name.startsWith("a.E") ? -value : value;
    }
    sum.textContent = any ? say("perHead", Math.round(total / people).toLocaleString("zh-CN")) : "";
  };
  form.addEventListener("input", add);
  add();
  return [form];
}

function record(kind, household, known, values) {
  const made = { key: keep.freshKey(), kind, made: Date.now(), known, values };
  if (household) made.household = household;
  return made;
}
