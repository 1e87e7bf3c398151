// Pieces of which the screens are made. Whatever comes from outside is set as text, never as markup.
import { say } from "./texts.js";

/// An element; `on…` are listeners, true and false set or leave out an attribute, kids are elements or texts.
export function el(tag, properties, ...kids) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties || {})) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(name, value);
  }
  for (const kid of kids.flat(3)) {
    if (kid !== null && kid !== undefined && kid !== false) made.append(kid);
  }
  return made;
}

const paths = {
  late: "M8 .8 15.6 14.6H.4z", soon: "M8 0l8 8-8 8-8-8z", fine: "M8 0a8 8 0 1 0 0 16A8 8 0 0 0 8 0z",
};
const lines = {
  today: "M5 5.500h14v15H5zM5 10h14M9 3v4M15 3v4M9 15l2 2 4-4", homes: "M3.500 11.500 12 4l8.500 7.500M6 9.800V20h12V9.800M10 20v-6h4v6",
  report: "M12 4v16M4 12h16", records: "M8 6.500h12M8 12h12M8 17.500h12M4 6.500h.01M4 12h.01M4 17.500h.01",
  me: "M12 12a4.200 4.200 0 1 0 0-8.400 4.200 4.200 0 0 0 0 8.400zM4.500 20.500a7.500 7.500 0 0 1 15 0",
  cloud: "M7 18.500h10.500a4 4 0 0 0 .6-8 6.300 6.300 0 0 0-12.100 1.200A3.500 3.500 0 0 0 7 18.500z",
  away: "M7 18.500h10.500a4 4 0 0 0 .6-8 6.300 6.300 0 0 0-12.100 1.200A3.500 3.500 0 0 0 7 18.500zM4 4l16 16",
  back: "M14.500 5l-7 7 7 7",
};

function drawn(tag, attributes, box, size) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", box);
  svg.setAttribute("class", size);
  svg.setAttribute("aria-hidden", "true");
  const shape = document.createElementNS(space, tag);
  for (const [name, value] of Object.entries(attributes)) shape.setAttribute(name, value);
  svg.append(shape);
  return svg;
}

export function icon(name) {
  return drawn("path", {
    d: lines[name], fill: "none", stroke: "currentColor", "stroke-width": "1.8", "stroke-linecap": "round",
    "stroke-linejoin": "round",
  }, "0 0 24 24", "ic");
}

/// A state by shape, colour and word. `late` act now, `soon` before long, `fine` nothing to do.
export function tag(tone, text) {
  return el("span", { class: "tag " + tone }, drawn("path", { d: paths[tone], fill: "currentColor" }, "0 0 16 16", "dot"), text);
}

export function button(text, act, tone) {
  return el("button", { type: "button", class: "btn " + (tone || ""), onclick: act }, text);
}

export function empty(text) { return el("p", { class: "empty" }, text); }

/// A day in the reader's own words: month and day, with the year where it is another one.
export function dayWords(day, today) {
  if (!day) return "";
  const [year, month, date] = day.split("-");
  const short = Number(month) + "-" + Number(date);
  return today && today.slice(0, 4) === year ? short : year + "-" + short;
}

/// Whole days from one to another, both as 2026-01-31.
export function daysBetween(from, to) {
  return Math.round((Date.parse(to + "T00:00:00Z") - Date.parse(from + "T00:00:00Z")) / 86400000);
}

export function todayText() {
  const now = new Date();
  const two = (number) => String(number).padStart(2, "0");
  return now.getFullYear() + "-" + two(now.getMonth() + 1) + "-" + two(now.getDate());
}

/// How long is left, by shape and word.
export function dueTag(due, today) {
  const left = daysBetween(today, due);
  if (left < 0) return tag("late", say("lateBy", -left));
  if (left === 0) return tag("soon", say("dueNow"));
  return tag(left <= 7 ? "soon" : "fine", say("dueIn", left));
}
