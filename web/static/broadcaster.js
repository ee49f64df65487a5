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

// A direction is copied by one press, where the browser lets a page do so.
document.querySelectorAll("[data-copy]").forEach((button) => {
  if (!navigator.clipboard) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const words = button.textContent;
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
    button.textContent = "Đã chép";
    setTimeout(() => { button.textContent = words; }, 2000);
  });
});

// A large file: it can be dropped, its name suggests what to call it, and the page tells how much
// has been sent. What the server refuses is shown here, so that nothing typed or chosen is lost.
document.querySelectorAll("form[data-upload]").forEach((form) => {
  const field = form.querySelector("input[type=file]");
  const drop = form.querySelector("[data-drop]");
  const sending = form.querySelector("[data-sending]");
  const words = sending.querySelector("[role=status]");
  const bar = sending.querySelector("progress");
  const buttons = form.querySelectorAll("button[type=submit]");
  const most = Number(form.dataset.upload);
  let request = null;

  const refuse = (sentence) => {
    document.querySelectorAll("[data-refusal]").forEach((one) => one.remove());
    if (!sentence) return;
    const notice = document.createElement("div");
    notice.className = "notice bad";
    notice.dataset.refusal = "";
    notice.setAttribute("role", "alert");
    notice.textContent = sentence;
    form.before(notice);
    notice.scrollIntoView({ block: "nearest" });
  };
  const rest = () => {
    request = null;
    sending.hidden = true;
    delete form.dataset.sent;
    buttons.forEach((one) => { one.disabled = false; });
    // What was pressed had been switched off, or is hidden by now: keys go on from the form.
    if (document.activeElement === document.body && buttons[0]) buttons[0].focus({ preventScroll: true });
  };
  const chosen = () => {
    const file = field.files[0];
    refuse(file && file.size > most
      ? `Tệp “${file.name}” lớn hơn ${most / 1048576} MB. Hãy lưu lại thành MP3, hoặc cắt làm nhiều phần.` : "");
    const name = form.elements.name;
    if (file && name && name.dataset.suggested !== undefined ? name.value === name.dataset.suggested : name && !name.value) {
      name.value = name.dataset.suggested = file.name.replace(/\.[^.]*$/, "").replace(/[\s_()[\]]+/g, " ").trim().slice(0, name.maxLength);
    }
    return file && file.size <= most;
  };

  field.addEventListener("change", chosen);
  ["dragenter", "dragover"].forEach((kind) => drop.addEventListener(kind, (event) => {
    event.preventDefault();
    drop.classList.add("over");
  }));
  ["dragleave", "drop"].forEach((kind) => drop.addEventListener(kind, () => drop.classList.remove("over")));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    if (!event.dataTransfer.files.length) return;
    field.files = event.dataTransfer.files;
    chosen();
  });

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (request) return;
    if (!chosen()) { delete form.dataset.sent; return; }
    request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.responseType = "document";
    request.upload.addEventListener("progress", (told) => {
      if (!told.lengthComputable) return;
      const percent = Math.floor((100 * told.loaded) / told.total);
      bar.value = percent;
      const step = percent < 100 ? `Đã gửi ${Math.floor(percent / 10) * 10} %` : "Đã gửi xong, đang chờ máy chủ nhận";
      if (words.textContent !== step) words.textContent = step;
    });
    request.addEventListener("load", () => {
      const page = request.response;
      const there = request.status === 200 && request.responseURL !== form.action;
      if (there) { location.assign(request.responseURL); return; }
      const told = page && page.querySelector("main [role=alert], main .card p");
      const title = told && told.querySelector("h2");
      if (title) title.remove();
      refuse(told ? told.textContent.trim() : "Máy chủ không nhận tệp này. Hãy thử lại.");
      rest();
    });
    request.addEventListener("error", () => { refuse("Mất kết nối với máy chủ khi đang gửi. Hãy thử lại."); rest(); });
    request.addEventListener("abort", () => { refuse("Đã dừng gửi; chưa có gì vào kho."); rest(); });
    refuse("");
    bar.value = 0;
    words.textContent = "Đang gửi tệp";
    sending.hidden = false;
    buttons.forEach((one) => { one.disabled = true; });
    request.send(new FormData(form));
  });
  sending.querySelector("[data-stop]").addEventListener("click", () => { if (request) request.abort(); });
  addEventListener("beforeunload", (event) => { if (request && !sending.hidden && bar.value < 100) event.preventDefault(); });
});
