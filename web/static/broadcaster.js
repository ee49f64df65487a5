// Niceties only: every page works without this file.
"use strict";

// A region marked data-refresh="<seconds>" is fetched anew from its own page and put in place,
// so that what the reader has typed, opened or is listening to elsewhere stays as it is. When a
// region comes back without its mark, what it waited for is there and the whole page is loaded.
function typing() {
  return document.activeElement !== null && document.activeElement.matches("input, textarea, select");
}

function put(region, page) {
  const fresh = page.getElementById(region.id);
  if (!fresh || !fresh.dataset.refresh) return false;
  tell(region.dataset.told, fresh.dataset.told);
  if (!region.contains(document.activeElement)) region.replaceWith(fresh);
  return true;
}

// What a region tells is read out when it changes: from a place that stays, since the words of an
// element that was itself exchanged are not.
function tell(before, now) {
  const place = document.getElementById("told");
  if (place && now && now !== before) place.textContent = now;
}

async function refresh() {
  if (document.hidden) { later(); return; }
  try {
    const answer = await fetch(location.href);
    const regions = [...document.querySelectorAll("[data-refresh]")];
    const text = await answer.text();
    const page = new DOMParser().parseFromString(text, "text/html");
    const there = answer.ok && !answer.redirected && regions.map((one) => put(one, page)).every(Boolean);
    if (!there && !typing()) { location.reload(); return; }
  } catch {
    // The station is out of reach for the moment; the next round asks again.
  }
  later();
}

function later() {
  const waits = [...document.querySelectorAll("[data-refresh]")].map((one) => Number(one.dataset.refresh));
  if (waits.length) setTimeout(refresh, Math.min(...waits) * 1000);
}

later();

// One press sends a form once: a slow network tempts people to press again.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "yes";
  setTimeout(() => { delete form.dataset.sent; }, 5000);
});

document.querySelectorAll("[data-print]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
});

// An open menu closes on Escape or on a press outside it.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.querySelector("details.account[open]");
  if (menu) { menu.open = false; menu.querySelector("summary").focus(); }
});
document.addEventListener("click", (event) => {
  const menu = document.querySelector("details.account[open]");
  if (menu && !menu.contains(event.target)) menu.open = false;
});
