// Passkeys: asks the browser for one and sends what it answers. Forms say what they need:
// data-passkey="create" | "get" | "sign-in", data-passkey-options = the request as JSON, or the
// address that gives it. Without JavaScript these forms stay hidden.

const told = JSON.parse(document.body.dataset.words ?? "{}"); // what this says, in another language
const tell = (text) => told[text] ?? text;
const bytes = (text) => {
  const plain = text.replace(/-/g, "+").replace(/_/g, "/");
  return Uint8Array.from(atob(plain), (letter) => letter.charCodeAt(0));
};

const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

const identified = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));

const wanted = ({ publicKey }) => {
  const asked = { ...publicKey, challenge: bytes(publicKey.challenge) };
  if (asked.user) asked.user = { ...asked.user, id: bytes(asked.user.id) };
  if (asked.excludeCredentials) asked.excludeCredentials = identified(asked.excludeCredentials);
  if (asked.allowCredentials) asked.allowCredentials = identified(asked.allowCredentials);
  return { publicKey: asked };
};

const answered = (credential) => {
  const response = {};
  const parts = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  for (const part of parts) {
    if (credential.response[part]) response[part] = text(credential.response[part]);
  }
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    response,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
};

const options = async (form) => {
  if (form.dataset.passkey !== "sign-in") return JSON.parse(form.dataset.passkeyOptions);
  const headers = { "X-Requested-With": "XMLHttpRequest" };
  const answer = await fetch(form.dataset.passkeyOptions, { headers });
  if (!answer.ok) throw new Error(String(answer.status));
  return (await answer.json()).request_options;
};

const ask = async (form) => {
  const asked = wanted(await options(form));
  const credential = form.dataset.passkey === "create"
    ? await navigator.credentials.create(asked)
    : await navigator.credentials.get(asked);
  form.elements.credential.value = JSON.stringify(answered(credential));
  form.submit();
};

const refused = (form) => {
  const said = form.querySelector("[data-passkey-error]");
  said.textContent = tell("The browser gave no passkey. Try again, or go another way.");
  said.hidden = false;
};

if (window.PublicKeyCredential) {
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      form.querySelector("[data-passkey-error]").hidden = true;
      ask(form).catch(() => refused(form));
    });
  }
}
