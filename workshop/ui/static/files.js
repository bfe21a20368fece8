// The files of a workshop, a link each. One that takes its time says so until it is there, and one
// that is refused says so in place. Whoever asks for another window or tab gets the plain link.
const PATIENCE = 300; // ms: what is there sooner needs no word
const KEPT = 60000; // ms until the browser has surely taken a file over

function fileLine(file, says) {
  const line = el("li", "rc-file");
  const link = el("a", "", file.name);
  link.href = file.href;
  link.setAttribute("download", "");
  const said = el("span", "rc-file-said");
  said.setAttribute("role", "status");
  link.onclick = (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (!link.hasAttribute("aria-busy")) void takeFile(file, link, said, says);
  };
  line.append(link, said);
  return line;
}

async function takeFile(file, link, said, says) {
  link.setAttribute("aria-busy", "true");
  said.textContent = "";
  said.classList.remove("refused");
  const word = setTimeout(() => { said.textContent = says.making; }, PATIENCE);
  try {
    const answer = await fetch(file.href);
    if (!answer.ok) throw new Error(answer.status === 401 ? "signed_out" : "failed");
    saveFile(await answer.blob(), answer.headers.get("Content-Disposition"));
    said.textContent = says.started;
  } catch (error) {
    said.textContent = says[error.message] ?? says.failed;
    said.classList.add("refused");
  } finally {
    clearTimeout(word);
    link.removeAttribute("aria-busy");
  }
}

function saveFile(content, disposition) {
  const link = el("a", "");
  link.href = URL.createObjectURL(content);
  link.download = /filename="([^"]+)"/.exec(disposition ?? "")?.[1] ?? "";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), KEPT);
}

export default function (component) {
  const { data, parentElement } = component;
  if (!isNews(parentElement, data)) return;
  const list = el("ul", "rc-files");
  for (const file of data.files) list.append(fileLine(file, data.says));
  exchange(parentElement, list);
}
