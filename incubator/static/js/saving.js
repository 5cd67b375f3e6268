// A draft saved while it is written: 1 s after the last key, on leaving a field, on leaving the page.
export function keepSaving(form) {
  const told = document.querySelector("[data-saving]");
  let timer;
  let kept = serialised(form);
  let busy = false;

  function say(state, values = {}) {
    if (!told) return;
    told.classList.toggle("is-failed", state === "failed");
    told.textContent = (told.dataset[state] ?? "").replace("%t", values.at ?? "");
  }

  async function save() {
    clearTimeout(timer);
    const text = serialised(form);
    if (text === kept || busy) return;
    busy = true;
    say("saving");
    try {
      const answer = await fetch(form.dataset.autosave, {
        method: "POST", body: new URLSearchParams(text), keepalive: text.length < 60000,
        headers: { "X-Autosave": "1" }, redirect: "manual",
      });
      if (!answer.ok) throw new Error(answer.status);
      kept = text;
      say("saved", { at: answer.headers.get("X-Saved-At") ?? "" });
    } catch {
      say("failed");
      timer = setTimeout(save, 5000);
    } finally {
      busy = false;
    }
    if (kept === text && serialised(form) !== kept) save();
  }

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(save, 1000);
  });
  form.addEventListener("focusout", (event) => event.relatedTarget?.type === "submit" || save());
  form.addEventListener("submit", () => clearTimeout(timer));
  addEventListener("online", save);
  document.addEventListener("visibilitychange", () => document.hidden && save());
}

// Files travel only when the form is sent.
function serialised(form) {
  const fields = [...new FormData(form)].filter(([, value]) => typeof value === "string");
  return new URLSearchParams(fields).toString();
}
