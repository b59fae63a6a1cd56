// Mon plan : des actions reprises de fiches publiées, ou vierges, que l’on récrit pour son territoire.
(function (C) {
  "use strict";
  const lieu = document.querySelector("[data-plan]");
  const donnees = window.CLAUSIER_DONNEES;
  // Une copie du Clausier peut n’avoir gardé aucune clause qui demande un plan.
  const groupe = donnees && donnees.champs.find((c) => c.id === "actions");
  if (!lieu || !groupe) return;
  lieu.hidden = false;
  const racine = lieu.dataset.racine;
  const champs = groupe.champs;
  const ETATS = ["", "ajoutée", "modifiée", "abrogée"];
  const $ = (role) => lieu.querySelector(`[data-role="${role}"]`);
  const lire = () => C.elements(C.valeurs.lire().valeurs.actions);

  function ecrire(modifier) {
    C.valeurs.changer((etat) => {
      const actions = C.elements(etat.valeurs.actions);
      modifier(actions);
      if (actions.length) etat.valeurs.actions = actions;
      else delete etat.valeurs.actions;
    });
  }

  // Un champ d’une action se retrouve par l’identifiant de l’action : un autre onglet peut en avoir ajouté.
  function changerChamp(id, nom, v) {
    ecrire((actions) => {
      const i = actions.findIndex((a) => a.id === id);
      if (i >= 0) actions[i] = { ...actions[i], [nom]: v };
    });
  }

  function champ(action, nom, libelle, longue, exemple) {
    const id = `a-${action.id}-${nom}`;
    const v = C.saisie(action[nom]);
    const e = C.element(longue ? "textarea" : "input", { id, value: v, ...(longue ? { rows: Math.min(8, 2 + Math.ceil(v.length / 90)) } : { type: "text", autocomplete: "off" }) });
    e.addEventListener("input", () => changerChamp(action.id, nom, e.value));
    return C.element("div", { className: "champ" }, C.element("label", { for: id, textContent: libelle[0].toUpperCase() + libelle.slice(1) }), e, exemple && C.element("p", { className: "champ__aide", textContent: `Exemple : ${exemple}` }));
  }

  function carte(action, rang, total, ouverte) {
    const bouton = (texte, faire, inactif) => {
      const b = C.element("button", { type: "button", className: "lien", disabled: inactif, textContent: texte });
      b.append(C.element("span", { className: "lu", textContent: ` : ${action.titre || "action sans titre"}` }));
      b.addEventListener("click", faire);
      return b;
    };
    const deplacer = (pas) => () => {
      ecrire((actions) => {
        const i = actions.findIndex((a) => a.id === action.id);
        actions.splice(i + pas, 0, ...actions.splice(i, 1));
      });
      montrer();
    };
    const etat = C.element("select", { id: `a-${action.id}-etat`, value: "" }, ...ETATS.map((e) => new Option(e || "en vigueur ou prévue", e, false, e === (action.etat || ""))));
    etat.addEventListener("change", () => changerChamp(action.id, "etat", etat.value));
    return C.element(
      "details",
      { className: "repli", "data-action-id": action.id, open: ouverte },
      C.element("summary", {}, `${rang + 1}. ${action.titre || "Action sans titre"}`),
      action.origine && C.element("p", { className: "discret" }, "Repris de : ", C.element("a", { href: C.vers(racine, action.adresse), textContent: action.origine })),
      ...champs.map((c) => champ(action, c.id, c.libelle, !["numero", "titre", "axe"].includes(c.id), c.exemple)),
      C.element("div", { className: "champ" }, C.element("label", { for: etat.id, textContent: "Si ce plan modifie une convention en cours" }), etat, C.element("p", { className: "champ__aide", textContent: "Ces mentions remplissent les articles d’un avenant, dans l’atelier." })),
      champ(action, "motif", "motif du changement, pour un avenant", false),
      C.element("p", { className: "atelier__fichiers" }, bouton("Monter", deplacer(-1), rang === 0), bouton("Descendre", deplacer(1), rang === total - 1), bouton("Retirer du plan", () => {
        if (!window.confirm("Retirer cette action de votre plan ?")) return;
        ecrire((actions) => actions.splice(actions.findIndex((a) => a.id === action.id), 1));
        montrer();
      })),
    );
  }

  function montrer(ouvrir) {
    const ouvertes = new Set([...$("actions").querySelectorAll("details[open]")].map((d) => d.dataset.actionId));
    if (ouvrir) ouvertes.add(ouvrir);
    const actions = lire();
    $("compte").textContent = actions.length ? `${C.compte(actions.length, "action")} dans votre plan.` : "Votre plan est vide. Reprenez une fiche publiée, ou ajoutez une action vierge.";
    $("actions").replaceChildren(...actions.map((a, i) => carte(a, i, actions.length, ouvertes.has(a.id))));
    $("emporter").hidden = !actions.length;
  }

  lieu.addEventListener("click", async (e) => {
    const bouton = e.target.closest("[data-action]");
    if (!bouton) return;
    try {
      if (bouton.dataset.action === "ajouter") {
        const id = C.nouvelId();
        ecrire((actions) => actions.push({ id }));
        montrer(id);
        document.getElementById(`a-${id}-titre`).focus();
      } else if (bouton.dataset.action === "word") {
        await C.charger(`${racine}atelier/word.js`);
        const trame = { titre: "Plan d’actions", parties: [{ titre: "Fiches-actions", numerote: "sans", clauses: ["annexe-fiche-action"] }] };
        C.telecharger("mon-plan.docx", C.fichierWord(donnees, window.CLAUSIER_WORD, trame, ["annexe-fiche-action"], C.toutes(C.valeurs.lire().valeurs)));
        C.avertir("Le fichier Word est prêt.");
      } else if (bouton.dataset.action === "suivi") {
        await C.charger(`${racine}atelier/suivi.js`);
        C.telecharger("mon-suivi.xlsx", C.classeurSuivi(window.CLAUSIER_SUIVI, lire()));
        C.avertir("Le tableau de suivi est prêt.");
      }
    } catch (panne) {
      C.avertir("Ce fichier n’a pas pu être fait ici.");
    }
  });
  C.valeurs.ecouter((etat, ailleurs) => {
    if (!ailleurs) return;
    montrer();
    C.avertir("Votre plan vient de changer dans un autre onglet : cette page l’a repris.");
  });
  montrer(location.hash.slice(1));
})((window.Clausier = window.Clausier || {}));
