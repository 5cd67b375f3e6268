// How many rows are ticked, and shift for a range.
export function followTicks(bar) {
  const form = bar.closest("form");
  const told = bar.querySelector(".selection-count");
  const empty = told.textContent;
  const ticks = () => [...form.querySelectorAll("tbody input[type=checkbox]")];
  let last;

  function show() {
    const count = ticks().filter((tick) => tick.checked).length;
    told.textContent = count ? (count === 1 ? bar.dataset.one : bar.dataset.many.replace("%n", count)) : empty;
  }
  form.addEventListener("click", (event) => {
    const all = ticks();
    const here = all.indexOf(event.target);
    if (event.target.matches("[data-all]")) all.forEach((tick) => (tick.checked = event.target.checked));
    if (here >= 0 && event.shiftKey && last !== undefined) {
      const [from, to] = [Math.min(here, last), Math.max(here, last)];
      all.slice(from, to + 1).forEach((tick) => (tick.checked = event.target.checked));
    }
    if (here >= 0) last = here;
    show();
  });
  show();
}
