// Fetches what a slot shows today, once its space comes into view. The request carries no cookie and
// does not say on which page the space stands. Whatever goes wrong, the space stays empty.

async function fill(aside) {
  const space = aside.querySelector(".sponsor-space");
  try {
    const answer = await fetch(`/advertising/${aside.dataset.slot}/`, {
      credentials: "omit", referrerPolicy: "no-referrer", cache: "no-store",
    });
    if (answer.status !== 200) return;
    const read = new DOMParser().parseFromString(await answer.text(), "text/html");
    space.replaceChildren(...read.body.childNodes);
    aside.dataset.filled = "";
  } catch {
    space.replaceChildren();
  }
}

const seen = new IntersectionObserver((entries) => {
  for (const entry of entries.filter((each) => each.isIntersecting)) {
    seen.unobserve(entry.target);
    fill(entry.target);
  }
});
for (const aside of document.querySelectorAll("[data-sponsor][data-slot]")) seen.observe(aside);
