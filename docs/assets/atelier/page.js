// La page de l’atelier : choisir, remplir, relire, emporter.
(function (C) {
  "use strict";
  const donnees = window.CLAUSIER_DONNEES;
  const lieu = document.querySelector("[data-atelier]");
  if (!donnees || !lieu) return;
  const $ = (role) => lieu.querySelector(`[data-role="${role}"]`);
  lieu.hidden = false;
  C.racine = lieu.dataset.racine;

  // --- Le choix : une trame et ses clauses, dans l’adresse (#) pour être partagé, et gardé d’une visite à l’autre ---
  let trame = donnees.trames[0];
  let choisies = [];

  function depuisAdresse() {
    const demande = new URLSearchParams(location.hash.slice(1));
    const garde = C.valeurs.lire().choix;
    const id = demande.get("document") || garde.document;
    trame = donnees.trames.find((t) => t.id === id) || donnees.trames[0];
    const depart = C.choixParDefaut(donnees, trame);
    const ecarts = demande.has("document") ? { avec: (demande.get("avec") || "").split("."), sans: (demande.get("sans") || "").split(".") } : (garde.ecarts || {})[trame.id] || {};
    choisies = ordonner([...depart.filter((c) => !(ecarts.sans || []).includes(c)), ...(ecarts.avec || [])]);
    // Un plan qui dit ce qui est ajouté, modifié ou abrogé écrit de lui-même ces articles d’un avenant.
    const toutes = C.toutes(C.valeurs.lire().valeurs);
    for (const id of ["actions-ajoutees", "actions-modifiees", "actions-abrogees"])
      if (C.elements(toutes[id]).length && donnees.clauses[id] && !(ecarts.sans || []).includes(id) && trame.parties.some((p) => p.clauses.includes(id))) cocher(id, true);
    const ajouter = demande.get("ajouter");
    if (ajouter && donnees.clauses[ajouter] && trame.parties.some((p) => p.clauses.includes(ajouter))) cocher(ajouter, true);
  }

  function ordonner(ids) {
    const voulues = new Set(ids);
    return trame.parties.flatMap((p) => p.clauses).filter((c, i, tous) => voulues.has(c) && donnees.clauses[c] && tous.indexOf(c) === i);
  }

  function ecarts() {
    const depart = C.choixParDefaut(donnees, trame);
    return { avec: choisies.filter((c) => !depart.includes(c)), sans: depart.filter((c) => !choisies.includes(c)) };
  }

  function adresse() {
    const { avec, sans } = ecarts();
    const demande = new URLSearchParams({ document: trame.id });
    if (avec.length) demande.set("avec", avec.join("."));
    if (sans.length) demande.set("sans", sans.join("."));
    return `${location.href.split("#")[0]}#${demande}`;
  }

  function cocher(id, oui) {
    const { variante } = donnees.clauses[id];
    const autres = choisies.filter((c) => c !== id && !(oui && variante && donnees.clauses[c].variante && donnees.clauses[c].variante.groupe === variante.groupe));
    choisies = ordonner(oui ? [...autres, id] : autres);
  }

  function retenir() {
    C.valeurs.changer((etat) => {
      etat.choix.document = trame.id;
      etat.choix.ecarts = { ...etat.choix.ecarts, [trame.id]: ecarts() };
    });
  }

  // --- Le panneau des clauses ---
  function panneau() {
    const ouvertes = new Set([...$("clauses").querySelectorAll("details[open]")].map((d) => d.dataset.partie));
    $("clauses").replaceChildren(
      ...trame.parties.map((partie) => {
        const prises = partie.clauses.filter((c) => choisies.includes(c)).length;
        const vus = new Set();
        const lignes = partie.clauses.flatMap((id) => {
          const { variante } = donnees.clauses[id];
          if (!variante) return [option(id, "checkbox", id)];
          if (vus.has(variante.groupe)) return [];
          vus.add(variante.groupe);
          const soeurs = partie.clauses.filter((c) => (donnees.clauses[c].variante || {}).groupe === variante.groupe);
          const aucune = C.element("input", { type: "radio", name: `v-${variante.groupe}`, id: `c-aucune-${variante.groupe}`, checked: !soeurs.some((c) => choisies.includes(c)) });
          aucune.addEventListener("change", () => {
            soeurs.forEach((c) => cocher(c, false));
            change();
          });
          return [
            C.element(
              "fieldset",
              { className: "variantes" },
              C.element("legend", { textContent: "Une seule au choix" }),
              ...soeurs.map((c) => option(c, "radio", `v-${variante.groupe}`)),
              C.element("div", { className: "option" }, aucune, C.element("label", { for: aucune.id, textContent: "Aucune" })),
            ),
          ];
        });
        return C.element(
          "details",
          { className: "repli", "data-partie": partie.titre, open: ouvertes.has(partie.titre) },
          C.element("summary", {}, partie.titre, " ", C.element("span", { className: "discret", textContent: `${prises} sur ${partie.clauses.length}` })),
          ...lignes,
        );
      }),
    );
  }

  function option(id, type, name) {
    const clause = donnees.clauses[id];
    const e = C.element("input", { type, name, id: `c-${id}`, value: id, checked: choisies.includes(id) });
    e.addEventListener("change", () => {
      cocher(id, e.checked);
      change();
    });
    const nom = clause.variante ? clause.variante.libelle : clause.titre;
    return C.element(
      "div",
      { className: "option" },
      e,
      C.element("label", { for: e.id }, nom, clause.statut === "option" && !clause.variante ? C.element("span", { className: "etiquette", textContent: "option" }) : null),
      C.element("p", { className: "champ__aide" }, `${clause.variante ? clause.variante.quand : clause.resume} `, C.element("a", { href: C.vers(C.racine, clause.url), textContent: "Lire la clause" }, C.element("span", { className: "lu", textContent: ` : ${clause.titre}` }))),
    );
  }

  // --- L’aperçu et ce qu’il reste à remplir ---
  let employes = [];
  let assemble = null;

  function apercu() {
    const valeurs = C.toutes(C.valeurs.lire().valeurs);
    assemble = C.assembler(donnees, trame, choisies, valeurs);
    $("apercu").replaceChildren(...assemble.feuille.childNodes);
    assemble.feuille = $("apercu");
    const vides = employes.filter((c) => !C.remplie(valeurs[c.id]));
    $("reste").textContent = vides.length ? `Il reste ${C.compte(vides.length, "blanc")} à remplir.` : "Tous les blancs sont remplis.";
    $("blancs").replaceChildren(
      ...vides.map((champ) => {
        const bouton = C.element("button", { type: "button", className: "lien", textContent: champ.libelle });
        bouton.addEventListener("click", () => allerAuChamp(champ.id));
        return C.element("li", {}, bouton);
      }),
    );
    $("perdus").hidden = !assemble.perdus.length;
    $("perdus").textContent = assemble.perdus.length ? `Des articles auxquels le texte renvoie ne sont pas choisis : ${assemble.perdus.join(" ; ")}.` : "";
    $("compte").textContent = C.compte(choisies.length, "clause");
  }

  function allerAuChamp(id) {
    const cible = document.getElementById(`champ-${id}`);
    if (!cible) return;
    for (let d = cible.closest("details"); d; d = d.parentElement.closest("details")) d.open = true;
    cible.scrollIntoView({ block: "center" });
    cible.focus();
  }

  function choisir() {
    employes = C.champsEmployes(donnees, choisies);
    retenir();
    clearTimeout(attente); // l’aperçu est refait aussitôt
  }

  const etapes = [panneau, () => C.formulaire($("formulaire"), donnees.sections, employes), apercu];

  function change() {
    const actif = document.activeElement && document.activeElement.id;
    choisir();
    etapes.forEach((etape) => etape());
    if (actif && document.getElementById(actif)) document.getElementById(actif).focus();
  }

  let attente = 0;
  C.valeurs.ecouter((etat, ailleurs) => {
    clearTimeout(attente);
    if (ailleurs) {
      C.avertir("Vos valeurs viennent de changer dans un autre onglet : cette page les a reprises.");
      depuisAdresse();
      employes = C.champsEmployes(donnees, choisies);
      etapes.forEach((etape) => etape());
      return;
    }
    attente = setTimeout(() => {
      C.recompter($("formulaire"), employes);
      apercu();
    }, 150);
  });

  // --- Emporter ---
  const agir = {
    word: async () => {
      try {
        await C.charger(`${C.racine}atelier/word.js`);
        C.telecharger(`${trame.id}.docx`, C.fichierWord(donnees, window.CLAUSIER_WORD, trame, choisies, C.toutes(C.valeurs.lire().valeurs)));
        C.avertir("Le fichier Word est prêt.");
      } catch (panne) {
        C.avertir("Le fichier Word n’a pas pu être fait ici. Essayez « Copier tout », ou le fichier prêt à remplir.");
      }
    },
    copier: async () => C.avertir((await C.copier($("apercu"), trame.titre)) ? "Document copié. Collez dans Word." : "Le navigateur refuse la copie."),
    imprimer: () => window.print(),
    lien: async () => {
      history.replaceState(null, "", adresse());
      try {
        await navigator.clipboard.writeText(C.adressePublique(adresse()));
        C.avertir("Lien copié : il porte votre choix de clauses, jamais vos valeurs.");
      } catch (refus) {
        C.avertir("L’adresse de cette page porte maintenant votre choix de clauses : copiez-la.");
      }
    },
    enregistrer: () => C.telecharger("mon-territoire.json", C.valeurs.exporter(), "application/json"),
    ouvrir: () => $("fichier").click(),
    effacer: () => {
      if (!window.confirm("Effacer toutes vos valeurs, votre plan et vos choix de ce navigateur ?")) return;
      C.valeurs.effacer();
      history.replaceState(null, "", location.pathname);
      depuisAdresse();
      change();
      C.avertir("Tout est effacé.");
    },
  };
  lieu.addEventListener("click", (e) => {
    const bouton = e.target.closest("[data-action]");
    if (bouton) agir[bouton.dataset.action]();
  });
  $("fichier").addEventListener("change", async () => {
    const [fichier] = $("fichier").files;
    if (!fichier) return;
    const { repris, dit } = await C.valeurs.importer(fichier);
    $("fichier").value = "";
    if (repris) {
      depuisAdresse();
      change();
    }
    C.avertir(dit);
  });
  $("document").replaceChildren(
    ...donnees.trames.map((t) => {
      const e = C.element("input", { type: "radio", name: "document", id: `d-${t.id}`, value: t.id });
      e.addEventListener("change", () => {
        history.replaceState(null, "", location.pathname);
        C.valeurs.changer((etat) => (etat.choix.document = t.id));
        depuisAdresse();
        change();
      });
      return C.element("div", { className: "option" }, e, C.element("label", { for: e.id, textContent: t.titre }), C.element("p", { className: "champ__aide", textContent: t.quand }));
    }),
  );

  depuisAdresse();
  document.getElementById(`d-${trame.id}`).checked = true;
  choisir();
  // La page répond entre deux étapes, longues sur un vieux poste.
  (function suite([etape, ...autres]) {
    setTimeout(() => {
      etape();
      if (autres.length) suite(autres);
    });
  })(etapes);
})((window.Clausier = window.Clausier || {}));
