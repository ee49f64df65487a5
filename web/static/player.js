// Makes the player handier: the wave takes clicks and keys, parts and lines jump, what is heard is
// marked. Without this file the sound plays and the lists are links.
"use strict";

function clock(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

// Returns the place in sorted `starts` of the last one at or before `now`, -1 before the first.
function placeOf(starts, now) {
  let low = 0, high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (starts[middle] <= now) low = middle + 1; else high = middle;
  }
  return low - 1;
}

function asButton(link) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = link.className;
  button.dataset.start = link.dataset.start;
  button.append(...link.childNodes);
  link.replaceWith(button);
  return button;
}

function marker(rows, mark) {
  const starts = rows.map((row) => Number(row.dataset.start) / 1000);
  let last = -1;
  return (now) => {
    const place = placeOf(starts, now + 0.02);
    if (place === last) return;
    if (rows[last]) mark(rows[last], false);
    if (rows[place]) mark(rows[place], true);
    last = place;
  };
}

function seekOver(wave) {
  const seek = document.createElement("input");
  Object.assign(seek, { type: "range", min: 0, step: 0.1, value: 0, className: "seek" });
  seek.setAttribute("aria-label", "Vị trí trong âm thanh; phím mũi tên lùi, tiến 5 giây");
  const played = document.createElement("div");
  played.className = "played";
  wave.append(played, seek);
  return [seek, played];
}

function makeHandy(player) {
  const audio = player.querySelector("audio");
  const wave = player.querySelector(".wave");
  const [seek, played] = seekOver(wave);
  const length = () => (Number.isFinite(audio.duration) ? audio.duration : Number(player.dataset.length) / 1000) || 1;
  const jumps = [...player.querySelectorAll(".jump")].map(asButton);
  const parts = jumps.filter((one) => one.closest(".parts"));
  const said = player.querySelector(".said");
  const follow = player.querySelector("[data-follow]");
  const calm = matchMedia("(prefers-reduced-motion: reduce)");

  function keepInSight(box, row) {
    const top = row.offsetTop - box.clientHeight / 3;
    box.scrollTo({ top, behavior: calm.matches ? "auto" : "smooth" });
  }

  const markPart = marker(parts, (button, now) => {
    if (now) button.setAttribute("aria-current", "true"); else button.removeAttribute("aria-current");
  });
  const markLine = marker([...player.querySelectorAll(".said > li")], (row, now) => {
    row.classList.toggle("now", now);
    if (now && follow.checked) keepInSight(said, row);
  });

  function show() {
    const now = audio.currentTime, whole = length();
    seek.max = whole;
    seek.value = now;
    const part = parts.find((one) => one.hasAttribute("aria-current"));
    const where = part ? `, ${part.querySelector("span").textContent}` : "";
    seek.setAttribute("aria-valuetext", `${clock(now)} trên ${clock(whole)}${where}`);
    played.style.width = `${Math.min(100, (now / whole) * 100)}%`;
    // Nothing is marked before the first press: what is heard then is nothing.
    if (now > 0 || !audio.paused) { markPart(now); markLine(now); }
  }

  function jump(seconds, play) {
    audio.currentTime = Math.min(Math.max(0, seconds), length());
    show();
    // A browser may refuse to play; the button of the player is still there.
    if (play) audio.play().catch(() => {});
  }

  seek.addEventListener("input", () => jump(Number(seek.value), false));
  seek.addEventListener("keydown", (event) => {
    const steps = { ArrowLeft: -5, ArrowDown: -5, ArrowRight: 5, ArrowUp: 5, PageDown: -30, PageUp: 30 };
    if (event.key in steps) {
      event.preventDefault();
      jump(audio.currentTime + steps[event.key], false);
    } else if (event.key === " ") {
      event.preventDefault();
      if (audio.paused) audio.play().catch(() => {}); else audio.pause();
    }
  });
  // Some browsers let a range be dragged but not tapped.
  wave.addEventListener("pointerdown", (event) => {
    const box = wave.getBoundingClientRect();
    jump(((event.clientX - box.left) / box.width) * length(), false);
  });
  jumps.forEach((button) => button.addEventListener("click", () => jump(Number(button.dataset.start) / 1000, true)));
  ["timeupdate", "seeked", "loadedmetadata", "play"].forEach((what) => audio.addEventListener(what, show));
  if (follow) {
    follow.closest(".follow").hidden = false;
    follow.addEventListener("change", () => {
      const row = said.querySelector(".now");
      if (follow.checked && row) keepInSight(said, row);
    });
  }
  player.classList.add("handy");
  show();
}

document.querySelectorAll("[data-player]").forEach(makeHandy);
