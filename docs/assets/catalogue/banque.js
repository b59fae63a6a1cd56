// Sur un indicateur : le copier, ou l’ajouter à une action de son plan.
(function (C) {
  "use strict";
  const boite = document.querySelector("[data-choix-action]");
  const avis = document.querySelector("[data-avis-geste]");
  if (!boite || !avis) return;
  const choix = boite.querySelector("select");
  const NOUVELLE = "";
  let demande = null;

  function dire(texte, ...suite) {
    const fermer = C.element("button", { type: "button", className: "lien", textContent: "Fermer" });
    fermer.addEventListener("click", () => avis.replaceChildren());
    avis.replaceChildren(texte, ...suite, " ", fermer);
  }

  // Ce qu’il faut écrire à côté d’un indicateur qui n’a ni point de départ ni source.
  function conseil({ manque, mesure }) {
    const dire = [];
    if (manque.includes("valeur de départ")) dire.push(mesure === "qualitative" ? "décrivez la situation de départ" : "notez la valeur de départ et sa date");
    if (manque.includes("source")) dire.push(mesure === "qualitative" ? "dites qui l’apprécie" : "dites qui tient le chiffre");
    return dire.length ? ` Conseil : ${dire.join(" et ")}.` : "";
  }

  const indicateur = (bouton) => bouton.parentNode.dataset;

  async function copier(bouton) {
    const { indicateur: texte } = indicateur(bouton);
    const fait = await C.copier(C.element("p", {}, C.element("span", { textContent: texte })));
    dire(fait ? `Copié : ${texte}.` : "Le navigateur refuse la copie : sélectionnez le texte et faites Ctrl + C.");
  }

  function proposer(bouton) {
    demande = bouton;
    const actions = C.elements(C.valeurs.lire().valeurs.actions);
    choix.replaceChildren(...actions.map((a, i) => new Option(`${i + 1}. ${a.titre || "Action sans titre"}`, a.id)), new Option("Une nouvelle action", NOUVELLE));
    boite.querySelector("[data-role=texte]").textContent = indicateur(bouton).indicateur;
    boite.returnValue = "";
    boite.showModal();
    choix.focus();
  }

  function ajouter() {
    const { indicateur: texte } = indicateur(demande);
    let id = choix.value;
    let deja = false;
    C.valeurs.changer((etat) => {
      const actions = C.elements(etat.valeurs.actions);
      const i = actions.findIndex((a) => a.id === id);
      if (i < 0) {
        id = C.nouvelId();
        actions.push({ id, indicateurs: texte });
      } else {
        const lignes = C.saisie(actions[i].indicateurs).split("\n").filter((l) => l.trim());
        deja = lignes.includes(texte);
        if (!deja) actions[i] = { ...actions[i], indicateurs: [...lignes, texte].join("\n") };
      }
      etat.valeurs.actions = actions;
    });
    dire(deja ? "Cette action a déjà cet indicateur. " : "Ajouté à votre plan. ", C.element("a", { href: `${boite.dataset.plan}#${id}`, textContent: "L’ouvrir" }), deja ? "" : `.${conseil(indicateur(demande))}`);
  }

  boite.addEventListener("close", () => {
    if (boite.returnValue === "ajouter") ajouter();
    demande.focus();
  });
  document.addEventListener("click", (e) => {
    const bouton = e.target.closest && e.target.closest("[data-copier-indicateur], [data-ajouter-indicateur]");
    if (bouton) "copierIndicateur" in bouton.dataset ? copier(bouton) : proposer(bouton);
  });
})((window.Clausier = window.Clausier || {}));
