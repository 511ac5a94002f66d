// Files left on the documents page: dropped or chosen, sent one by one, each one's outcome shown as it comes.
// Without this script the same form sends them all at once.
for (const form of document.querySelectorAll("form[data-upload]")) {
  const input = form.querySelector("input[type=file]");
  const drop = form.querySelector(".upload__drop");
  const way = form.querySelector(".upload__way");
  const bar = way.querySelector("progress");
  const status = way.querySelector("[role=status]");
  const outcomes = form.querySelector(".outcomes");
  const button = form.querySelector("button[type=submit]");

  for (const name of ["dragenter", "dragover"]) {
    drop.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add("upload__drop--over"); });
  }
  for (const name of ["dragleave", "drop"]) {
    drop.addEventListener(name, () => drop.classList.remove("upload__drop--over"));
  }
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer.files.length) input.files = event.dataTransfer.files;
  });

  const failed = (name) => {
    const line = document.createElement("li");
    line.className = "outcome outcome--refused";
    line.textContent = `${name}: ${form.dataset.failed}`;
    outcomes.append(line);
  };

  const send = (file, before, total) => new Promise((done) => {
    const data = new FormData(form);
    data.delete("files");
    data.append("files", file);
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.setRequestHeader("X-Upload", "one");
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) bar.value = (before + file.size * event.loaded / event.total) / total;
    });
    request.addEventListener("load", () => {
      const answered = new DOMParser().parseFromString(request.responseText, "text/html");
      const lines = answered.querySelectorAll("li.outcome");
      const refusal = answered.querySelector("main [role=alert]");
      if (lines.length) outcomes.append(...lines);
      else if (refusal) { failed(file.name); outcomes.lastChild.textContent = `${file.name}: ${refusal.textContent}`; }
      else failed(file.name);
      done(lines.length > 0);
    });
    request.addEventListener("error", () => { failed(file.name); done(false); });
    request.send(data);
  });

  // The sentence and the list of the page, as they are when the files have come in.
  const renew = async () => {
    const read = await fetch(location.href).then((answer) => (answer.ok ? answer.text() : "")).catch(() => "");
    if (!read) return;
    const fresh = new DOMParser().parseFromString(read, "text/html");
    for (const id of ["lead", "listed"]) document.getElementById(id).replaceWith(fresh.getElementById(id));
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const files = [...input.files];
    if (!files.length || button.disabled) return;
    const total = files.reduce((sum, file) => sum + file.size, 0) || 1;
    let before = 0;
    let all = true;
    button.disabled = true;
    way.hidden = false;
    outcomes.replaceChildren();
    for (const [at, file] of files.entries()) {
      status.textContent = form.dataset.sending.replace("#", at + 1).replace("#", files.length);
      all = await send(file, before, total) && all;
      before += file.size;
      bar.value = before / total;
    }
    status.textContent = form.dataset.done;
    button.disabled = false;
    if (all) input.value = "";
    await renew();
  });
}
