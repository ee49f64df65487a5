// Niceties only: every page works without this file.
"use strict";

// A region marked data-refresh="<seconds>" is fetched anew from its own page and put in place,
// so that what the reader has typed, opened or is listening to elsewhere stays as it is.
async function refresh(region) {
  try {
    const answer = await fetch(location.href, { headers: { "X-Requested-With": "refresh" } });
    if (!answer.ok || answer.redirected) { location.reload(); return; }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById(region.id);
    if (!fresh) { location.reload(); return; }
    if (region.contains(document.activeElement)) { later(region); return; }
    region.replaceWith(fresh);
    if (fresh.dataset.refresh) later(fresh);
  } catch {
    later(region);
  }
}

function later(region) {
  setTimeout(() => {
    if (document.hidden) later(region);
    else refresh(region);
  }, Number(region.dataset.refresh) * 1000);
}

document.querySelectorAll("[data-refresh]").forEach(later);

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
