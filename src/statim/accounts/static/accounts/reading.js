// Counts how long a topic is in view, for a reader who has that recorded. Without this file the
// form is a button that records the page once. A beat goes out a moment after the page is shown,
// then every 15 seconds in view, and when the page is left or hidden; nothing waits for it.
const form = document.querySelector("form[data-reading]");
const EVERY = 15000;
const IDLE = 120000; // nobody scrolls or types for so long: not counted any more

if (form) {
  form.hidden = true;
  let since = document.hidden ? 0 : performance.now();
  let awake = performance.now();
  let left = 0; // milliseconds in view that were not sent yet

  const gather = () => {
    const now = performance.now();
    if (since) left += Math.max(0, Math.min(now, awake + IDLE) - since);
    since = document.hidden ? 0 : now;
  };
  const send = async (leaving) => {
    gather();
    const seconds = Math.floor(left / 1000);
    left -= seconds * 1000;
    const body = new URLSearchParams(new FormData(form));
    body.delete("back");
    body.set("seconds", seconds);
    try {
      const answer = await fetch(form.action, {
        method: "POST", body, keepalive: true, credentials: "same-origin",
      });
      if (!answer.ok && answer.status !== 503) stop();
    } catch {
      if (!leaving) left += seconds * 1000; // no network: another time
    }
  };
  const wake = () => {
    const now = performance.now();
    if (since && now > awake + IDLE) gather();
    awake = now;
  };
  for (const kind of ["scroll", "pointerdown", "pointermove", "keydown", "touchstart"]) {
    addEventListener(kind, wake, { passive: true });
  }
  const hidden = () => {
    if (document.hidden) send(true);
    else {
      awake = performance.now();
      gather();
    }
  };
  document.addEventListener("visibilitychange", hidden);
  const clock = setInterval(() => document.hidden || send(false), EVERY);
  const stop = () => {
    clearInterval(clock);
    document.removeEventListener("visibilitychange", hidden);
  };
  setTimeout(() => send(false), 0);
}
