// Away at once: the page empties itself, and the other one takes its place in the history. Without this file the link does the leaving.
const link = document.getElementById("leave");
const times = [];

function away(event) {
  event?.preventDefault();
  document.body.hidden = true;
  location.replace(link.href);
}

link.addEventListener("click", away);
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  times.push(event.timeStamp);
  if (times.length >= 3 && event.timeStamp - times[times.length - 3] < 2000) away();
});

const print = document.getElementById("print");
if (print) {
  print.hidden = false;
  print.addEventListener("click", () => window.print());
}
