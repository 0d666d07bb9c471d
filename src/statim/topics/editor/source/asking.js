// Asking the server: JSON in, JSON out; its refusal in its own words.

export class Refused extends Error {}

function token(field) {
  return field.form?.querySelector("input[name=csrfmiddlewaretoken]")?.value ?? "";
}

export async function find(address, query, signal) {
  const answer = await fetch(`${address}?q=${encodeURIComponent(query)}`, { signal, headers: { Accept: "application/json" }, credentials: "same-origin" });
  if (!answer.ok) throw new Refused(`The list could not be had (${answer.status}).`);
  const said = await answer.json();
  return Array.isArray(said) ? said : (said.results ?? said.works ?? []);
}

export async function post(address, body, field) {
  const isForm = body instanceof FormData;
  const headers = { Accept: "application/json", "X-CSRFToken": token(field), ...(isForm ? {} : { "Content-Type": "application/json" }) };
  let answer;
  try {
    answer = await fetch(address, { method: "POST", headers, credentials: "same-origin", body: isForm ? body : JSON.stringify(body) });
  } catch {
    throw new Refused("The site did not answer. Is there a connection?");
  }
  const said = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Refused([said.error, ...(said.refused ?? [])].filter(Boolean).join(" ") || `The site refused it (${answer.status}).`);
  return said;
}
