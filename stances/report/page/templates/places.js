"use strict";
// Opens what hides a place that is linked to, shows all pieces of a statement, and prints all.
function openTo(place) {
  for (let at = place; at; at = at.parentElement) {
    if (at.tagName === "DETAILS") at.open = true;
  }
}
function arrive() {
  const name = location.hash.slice(1);
  const place = name && document.getElementById(name);
  if (!place) return;
  openTo(place);
  place.scrollIntoView();
  if (place.tabIndex < 0) place.tabIndex = -1;
  place.focus({preventScroll: true});
  for (const old of document.querySelectorAll(".hit")) old.classList.remove("hit");
  if (!name.startsWith("m-")) return;
  const key = CSS.escape(name.slice(2));
  const pieces = '.body a[href="#s-' + key + '"], .body a[data-s~="' + key + '"]';
  for (const piece of document.querySelectorAll(pieces)) piece.classList.add("hit");
}
addEventListener("hashchange", arrive);
document.addEventListener("click", (event) => {
  const link = event.target.closest('a[href^="#"]');
  if (link && link.hash === location.hash) setTimeout(arrive);
});
arrive();
let opened = [];
addEventListener("beforeprint", () => {
  opened = [...document.querySelectorAll("details:not([open])")];
  for (const each of opened) each.open = true;
});
addEventListener("afterprint", () => {
  for (const each of opened) each.open = false;
});
