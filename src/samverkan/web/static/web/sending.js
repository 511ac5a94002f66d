// A file on its way: how much of it has gone is shown, and it can be stopped. Without this script the form is sent as it is.
const LARGE = 1 << 20;

const begin = (form) => {
  const way = form.querySelector(".upload__way");
  const bar = way.querySelector("progress");
  const status = way.querySelector("[role=status]");
  const stop = way.querySelector("button");
  const button = form.querySelector("button[type=submit]");

  form.addEventListener("submit", (event) => {
    const file = form.querySelector("input[type=file]").files[0];
    if (!file || file.size < LARGE) return;
    event.preventDefault();
    if (button.disabled) return;
    const request = new XMLHttpRequest();
    const ended = (said) => { button.disabled = false; stop.hidden = true; status.textContent = said; };
    request.open("POST", form.action || location.href);
    request.upload.addEventListener("progress", (sent) => {
      if (!sent.lengthComputable) return;
      bar.value = sent.loaded / sent.total;
      status.textContent = form.dataset.sending.replace("#", Math.floor(sent.loaded / LARGE)).replace("#", Math.ceil(sent.total / LARGE));
    });
    request.addEventListener("load", () => {
      const there = new URL(request.responseURL || location.href);
      if (there.pathname !== location.pathname) { location.assign(there); return; }
      const answered = new DOMParser().parseFromString(request.responseText, "text/html").querySelector("main");
      if (!answered) { ended(form.dataset.failed); return; }
      document.querySelector("main").replaceWith(answered);  // why it is refused, above the form
      for (const again of answered.querySelectorAll("form[data-sends]")) begin(again);
    });
    request.addEventListener("error", () => ended(form.dataset.failed));
    request.addEventListener("abort", () => { way.hidden = true; ended(""); button.focus(); });
    stop.onclick = () => request.abort();
    button.disabled = true;
    stop.hidden = way.hidden = false;
    bar.value = 0;
    request.send(new FormData(form));
  });
};

for (const form of document.querySelectorAll("form[data-sends]")) begin(form);
