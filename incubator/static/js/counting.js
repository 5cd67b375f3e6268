// Words counted as the server counts them: runs of anything but space.
export function countWords(area) {
  const told = document.getElementById(`${area.id}-count`);
  const spoken = told.cloneNode();
  const { maxWords, maxChars } = area.dataset;
  let later;
  spoken.removeAttribute("id");
  spoken.className = "unseen";
  spoken.setAttribute("role", "status");
  told.setAttribute("aria-hidden", "true");
  told.after(spoken);

  function show() {
    const used = maxWords ? (area.value.match(/\S+/g) ?? []).length : [...area.value].length;
    const left = (maxWords ?? maxChars) - used;
    const { left: some, one, over } = told.dataset;
    told.textContent = left === 1 ? one : (left < 0 ? over : some).replace("%n", Math.abs(left));
    told.classList.toggle("is-over", left < 0);
    clearTimeout(later);
    later = setTimeout(() => (spoken.textContent = told.textContent), 1200);
  }
  area.addEventListener("input", show);
  show();
  clearTimeout(later);
}
