"use strict";
// Keys, keeping what was not sent yet, and one press for one answer. Every page works without it.
(() => {
  const question = document.querySelector("form.question");
  const say = (text) => {
    const place = document.getElementById("status");
    if (place) place.textContent = text;
  };
  const stored = (place, name, value) => {
    try {
      if (value === undefined) return place.getItem(name);
      return value === null ? place.removeItem(name) : place.setItem(name, value);
    } catch {
      return null;
    }
  };

  for (const form of document.querySelectorAll("form[data-once]")) {
    form.addEventListener("submit", async (event) => {
      if (form.dataset.sent === "now") return;
      event.preventDefault();
      if (form.dataset.sent === "soon") return;
      form.dataset.sent = "soon";
      const pressed = event.submitter;
      pressed?.setAttribute("aria-disabled", "true");
      try {
        await fetch("/alive", { cache: "no-store" });
      } catch {
        delete form.dataset.sent;
        pressed?.removeAttribute("aria-disabled");
        say("The program that serves these pages does not answer, so this was not sent. What you entered stays here. Start readiness web again, or try once more.");
        return;
      }
      form.dataset.sent = "now";
      form.requestSubmit(pressed);
    });
  }
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    for (const form of document.querySelectorAll("form[data-once]")) {
      delete form.dataset.sent;
      form.querySelectorAll("[aria-disabled]").forEach((button) => button.removeAttribute("aria-disabled"));
    }
  });

  const keysOff = () => stored(localStorage, "readiness-keys") === "off";
  const keySwitch = document.getElementById("keys-switch");
  if (keySwitch) {
    const paint = () => {
      keySwitch.textContent = keysOff() ? "Turn these keys on" : "Turn these keys off";
    };
    keySwitch.parentElement.hidden = false;
    keySwitch.addEventListener("click", () => {
      stored(localStorage, "readiness-keys", keysOff() ? null : "off");
      paint();
    });
    paint();
  }
  if (!question) return;

  const fields = [...question.querySelectorAll("[name=answer]")];
  const kept = `readiness ${question.dataset.keep}`;
  const values = () => fields.filter((f) => f.type === "text" || f.checked).map((f) => f.value);
  const atFirst = JSON.stringify(values());
  const before = stored(sessionStorage, kept);
  if (before && before !== atFirst && "fresh" in question.dataset) {
    const wanted = JSON.parse(before);
    for (const field of fields) {
      if (field.type === "text") field.value = wanted[0] ?? "";
      else field.checked = wanted.includes(field.value);
    }
    say("What you had entered here is back. Next keeps it.");
  }
  const none = question.querySelector("[data-none]");
  question.addEventListener("input", (event) => {
    if (none && event.target === none && none.checked) for (const f of fields) f.checked = f === none;
    else if (none && event.target.checked) none.checked = false;
    stored(sessionStorage, kept, JSON.stringify(values()));
  });
  question.addEventListener("submit", () => {
    if (question.dataset.sent === "now") stored(sessionStorage, kept, null);
  });

  addEventListener("keydown", (event) => {
    if (keysOff() || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (event.target.matches("input[type=text], select, textarea")) return;
    const press = (selector) => {
      const found = question.querySelector(selector);
      if (!found) return;
      event.preventDefault();
      found.click();
    };
    const choice = fields.find((f) => f.type !== "text" && f.value === event.key);
    if (choice) {
      event.preventDefault();
      choice.focus();
      choice.click();
    } else if (event.key === "?") {
      event.preventDefault();
      const more = document.getElementById("more");
      if (more) {
        more.open = !more.open;
        more.querySelector("summary").focus();
      }
    } else if (event.key === "b") press(".back");
    else if (event.key === "s") press("[name=move][value=skip]");
    else if (event.key === "d") press("[name=move][value=idk]");
    else if (event.key === "Enter" && event.target === document.getElementById("top")) press("[name=move][value=answer]");
  });
})();
