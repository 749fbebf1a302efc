const show = id => {
  for (const part of document.querySelectorAll("section")) part.hidden = part.id !== id;
};
const secret = location.hash.slice(1);
if (!secret) {
  show("invalid");
} else {
  fetch("/api/integrations/reconnect/", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ secret }),
  })
    .then(async answer => {
      if (!answer.ok) return show(answer.status === 400 ? "invalid" : "later");
      const begun = await answer.json();
      document.getElementById("platform").textContent = begun.platform;
      document.getElementById("name").textContent = begun.name;
      document.getElementById("go").href = begun.authorization_url;
      show("ready");
    })
    .catch(() => show("later"));
}
