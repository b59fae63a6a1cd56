// L’aide « Mes obligations petite enfance » : un formulaire, et la réponse au-dessous. Rien ne quitte le navigateur ;
// le cas décrit tient dans l’adresse, que l’on peut envoyer.
(function () {
  "use strict";
  const aide = document.querySelector("[data-obligations]");
  if (!aide) return;
  const { COMPETENCES, devoirs } = window.Clausier;
  const seuils = JSON.parse(aide.dataset.obligations);
  const role = (nom) => aide.querySelector(`[data-role=${nom}]`);
  const entier = (texte) => Number.parseInt(String(texte).replace(/[^0-9]/g, "") || "0", 10);
  const PREMIERES = [["A", ""], ["B", ""]];

  function element(nom, proprietes = {}, ...enfants) {
    const e = Object.assign(document.createElement(nom), proprietes);
    e.append(...enfants);
    return e;
  }

  function cases(nom, cochees) {
    return COMPETENCES.map(({ id, titre }) => {
      const boite = element("input", { type: "checkbox", name: nom, value: id, checked: cochees.includes(id) });
      return element("label", { className: "obligations__case" }, boite, element("span", { textContent: titre }));
    });
  }

  // Une commune du groupement.
  function rangee({ nom, habitants, transferees }) {
    const rang = element("fieldset", { className: "obligations__commune" }, element("legend", { textContent: `Commune ${nom}` }));
    const champ = element("input", { type: "text", inputMode: "numeric", value: habitants });
    champ.dataset.habitants = "";
    const oter = element("button", { type: "button", className: "lien", textContent: "Retirer" });
    oter.append(element("span", { className: "lu", textContent: ` la commune ${nom}` }));
    oter.addEventListener("click", () => {
      rang.remove();
      role("ajouter").focus();
      repondre();
    });
    rang.append(element("label", { className: "champ" }, "Habitants ", champ), element("p", { className: "discret", textContent: "Elle a transféré :" }), ...cases(nom, transferees), oter);
    return rang;
  }

  const nature = () => aide.querySelector("input[name=nature]:checked").value;
  const cochees = (dans) => [...dans.querySelectorAll("input[type=checkbox]:checked")].map((c) => c.value);

  function cas() {
    if (nature() === "commune") return { nature: "commune", habitants: entier(role("habitants").value), transferees: cochees(role("commune")) };
    const communes = [...role("communes").children].map((rang) => ({ habitants: entier(rang.querySelector("[data-habitants]").value), transferees: cochees(rang) }));
    return { nature: nature(), communes };
  }

  // --- Le cas dans l’adresse : #nature=commune&habitants=3501&transferees=planifier,qualite ---
  function ecrire(decrit) {
    const partie = (c) => `${c.habitants}:${c.transferees.join(",")}`;
    const texte = decrit.nature === "commune" ? `habitants=${decrit.habitants}&transferees=${decrit.transferees.join(",")}` : `communes=${decrit.communes.map(partie).join(";")}`;
    history.replaceState(null, "", `#nature=${decrit.nature}&${texte}`);
  }

  function lire() {
    const dits = new URLSearchParams(location.hash.slice(1));
    const liste = (texte) => (texte || "").split(",").filter((id) => COMPETENCES.some((c) => c.id === id));
    if (!["commune", "epci", "syndicat"].includes(dits.get("nature"))) return null;
    const communes = (dits.get("communes") || "").split(";").filter(Boolean).slice(0, 200);
    return {
      nature: dits.get("nature"),
      habitants: entier(dits.get("habitants")) || "",
      transferees: liste(dits.get("transferees")),
      communes: communes.map((c) => ({ habitants: entier(c.split(":")[0]) || "", transferees: liste(c.split(":")[1]) })),
    };
  }

  // Après Z vient AA, comme dans un tableur.
  const lettre = (n) => (n >= 26 ? lettre(Math.floor(n / 26) - 1) : "") + String.fromCharCode(65 + (n % 26));
  let ajoutees = 0;
  function ajouter(commune) {
    const rang = rangee({ nom: lettre(ajoutees++), habitants: "", transferees: [], ...commune });
    role("communes").append(rang);
    return rang;
  }

  function repondre() {
    const decrit = cas();
    role("commune").hidden = decrit.nature !== "commune";
    role("groupement").hidden = decrit.nature === "commune";
    const complet = decrit.nature === "commune" ? decrit.habitants > 0 : decrit.communes.some((c) => c.habitants > 0);
    role("reponse").hidden = !complet;
    role("attente").hidden = complet;
    if (!complet) return;
    const lignes = devoirs(decrit, seuils).map((d) => {
      const statut = element("td", {}, element("strong", { className: `devoir devoir--${d.statut}`, textContent: d.mot }));
      const rang = element("tr", {}, element("th", { scope: "row", textContent: d.titre }), statut, element("td", { textContent: d.texte }));
      rang.dataset.devoir = d.id;
      rang.dataset.statut = d.statut;
      return rang;
    });
    role("lignes").replaceChildren(...lignes);
    role("bilan").textContent = `${lignes.filter((l) => l.dataset.statut === "doit").length} obligations sur ${lignes.length}.`;
    ecrire(decrit);
  }

  const repris = lire();
  role("cases").append(...cases("transferees", repris ? repris.transferees : []));
  if (repris) {
    aide.querySelector(`input[name=nature][value=${repris.nature}]`).checked = true;
    role("habitants").value = repris.habitants;
  }
  (repris && repris.communes.length ? repris.communes : PREMIERES.map(() => ({}))).forEach(ajouter);
  role("ajouter").addEventListener("click", () => ajouter({}).querySelector("input").focus());
  aide.addEventListener("input", repondre);
  aide.hidden = false;
  repondre();
})();
