// La page d’un catalogue. Jusqu’à 500 lignes, on montre et on cache celles de la page ; au-delà, l’index est chargé au premier
// emploi du filtre, par une balise <script> : la page marche aussi ouverte comme un fichier.
(function (C) {
  "use strict";
  const formulaire = document.querySelector("form[data-catalogue]");
  if (!formulaire) return;
  const LOT = 60;
  const BEAUCOUP = 40; // valeurs au-delà desquelles un filtre se récrit à part
  const TROP = 80; // valeurs au-delà desquelles un filtre attend que les autres aient choisi
  const { catalogue, racine, un, plusieurs, index } = formulaire.dataset;
  const total = Number(formulaire.dataset.total);
  const zone = formulaire.parentNode;
  const liste = zone.querySelector("[data-liste]");
  const resultats = zone.querySelector("[data-resultats]");
  const suite = zone.querySelector("[data-suite]");
  const compte = zone.querySelector(".filtres__compte");
  const dit = zone.querySelector(".filtres__dit");
  const geste = (nom) => zone.querySelector(`[data-geste="${nom}"]`);
  const mots = formulaire.elements.q;
  const ordre = formulaire.elements.tri;
  const filtres = new Map([...formulaire.querySelectorAll("select[data-filtre]")].map((s) => [s.name, s]));
  const noms = [...filtres.keys()];
  const offertes = {}; // les valeurs de chaque filtre, dans leur ordre
  for (const [nom, select] of filtres)
    offertes[nom] = [...select.options]
      .filter((o) => o.value)
      .map((o) => ({ id: o.value, libelle: o.dataset.libelle, rang: Number(o.dataset.rang || 0), groupe: o.parentNode.label || "" }));

  let lignes = index ? null : C.lignesDeLaPage(liste);
  let themes = {};
  let gardees = [];
  let montrees = 0;

  // --- Les filtres n’offrent que ce qui existe encore, avec son nombre ---
  function offrir(nom, select, comptes, valeur) {
    const restent = offertes[nom].filter((v) => comptes.get(v.id) || v.id === valeur);
    const trop = restent.length > TROP && offertes[nom].some((v) => v.groupe);
    select.closest(".filtres__champ").hidden = trop || (!restent.length && offertes[nom].length > TROP);
    if (trop) return;
    const groupes = new Map();
    for (const v of restent) {
      const option = new Option(`${"\u2003".repeat(v.rang)}${v.libelle} (${comptes.get(v.id) || 0})`, v.id);
      if (!groupes.has(v.groupe)) groupes.set(v.groupe, v.groupe ? C.element("optgroup", { label: v.groupe }) : document.createDocumentFragment());
      groupes.get(v.groupe).append(option);
    }
    select.replaceChildren(select.options[0], ...groupes.values());
    select.value = valeur || "";
  }

  // Des centaines de valeurs se récrivent quand on va les lire, ou quand le navigateur a le temps : filtrer n’attend pas.
  const enAttente = new Map();
  function offrirATemps(nom, select, comptes, valeur) {
    enAttente.delete(nom);
    if (offertes[nom].length <= BEAUCOUP) return offrir(nom, select, comptes, valeur);
    enAttente.set(nom, () => offrir(nom, select, comptes, valeur));
    const choisie = [...select.options].find((o) => o.value === (valeur || ""));
    if (!choisie) return rattraper(nom);
    select.value = choisie.value;
  }
  function rattraper(nom) {
    const faire = enAttente.get(nom);
    enAttente.delete(nom);
    if (faire) faire();
  }
  for (const [nom, select] of filtres) for (const quand of ["pointerdown", "focus"]) select.addEventListener(quand, () => rattraper(nom));
  let repos = 0;
  function rattraperAuRepos() {
    clearTimeout(repos);
    repos = setTimeout(() => [...enAttente.keys()].forEach(rattraper), 600);
  }

  // --- Montrer ---
  function ligne(l) {
    const puces = (l.valeurs.theme || []).filter((t) => themes[t] && t !== "sans-theme").map((t) => C.element("span", { className: `puce puce--muette theme theme--${t}`, textContent: themes[t] }));
    return C.element("li", { className: "ligne" }, C.element("a", { href: C.vers(racine, l.url), textContent: l.titre }), " ", C.element("span", { className: "ligne__lieu", textContent: l.lieu }), " ", C.element("span", { className: "ligne__themes" }, ...puces.flatMap((p) => [p, " "])));
  }

  function poursuivre() {
    const lot = gardees.slice(montrees, montrees + LOT).map(ligne);
    resultats.append(...lot);
    montrees += lot.length;
    suite.hidden = montrees >= gardees.length;
    return lot[0];
  }

  function montrerLIndex(actif) {
    liste.hidden = actif;
    resultats.hidden = !actif;
    suite.hidden = true;
    resultats.replaceChildren();
    montrees = 0;
    if (actif) poursuivre();
  }

  // Une liste d’un seul tenant se trie sur place ; des lignes groupées se trient hors de leurs groupes.
  let trie = "";
  function montrerLaPage(tri) {
    const ici = new Set(gardees);
    const ensemble = lignes.every((l) => l.parent === lignes[0].parent);
    if (tri !== trie) {
      if (tri && !ensemble) resultats.append(...C.appliquer(lignes, { q: "", tri, filtres: {} }, []).gardees.map((l) => l.noeud));
      else for (const l of tri ? C.appliquer(lignes, { q: "", tri, filtres: {} }, []).gardees : lignes) l.parent.append(l.noeud);
      trie = tri;
    }
    for (const l of lignes) l.noeud.hidden = !ici.has(l);
    const dehors = Boolean(tri) && !ensemble;
    resultats.hidden = !dehors;
    liste.hidden = dehors;
    if (!dehors) for (const groupe of [...liste.querySelectorAll("[data-groupe]")].reverse()) groupe.hidden = !groupe.querySelector("[data-cle]:not([hidden])");
  }

  function choix() {
    const voulus = {};
    for (const [nom, select] of filtres) if (select.value) voulus[nom] = select.value;
    return { q: mots.value, tri: ordre ? ordre.value : "", filtres: voulus };
  }

  function montrer(voulu) {
    const actif = C.choixActif(voulu);
    const trouve = C.appliquer(lignes, voulu, noms);
    gardees = trouve.gardees;
    for (const [nom, select] of filtres) offrirATemps(nom, select, trouve.comptes[nom], voulu.filtres[nom]);
    rattraperAuRepos();
    if (index) montrerLIndex(actif);
    else montrerLaPage(voulu.tri);
    const n = gardees.length;
    compte.textContent = n === total ? C.compte(n, un, plusieurs) : n ? `${C.compte(n, un, plusieurs)} sur ${total.toLocaleString("fr-FR")}` : `Rien ne répond à ces choix. Ôtez un mot ou un filtre.`;
    geste("effacer").hidden = !actif;
    geste("lien").hidden = !actif;
    geste("csv").hidden = !n;
    dit.textContent = "";
  }

  // L’index se charge une fois ; un choix fait pendant qu’il vient est repris à son arrivée.
  let venue = null;
  function pret() {
    if (lignes) return Promise.resolve(true);
    if (!venue) {
      compte.textContent = "Chargement de la liste…";
      venue = C.charger(racine + index).then(
        () => {
          const recu = window.CLAUSIER_CATALOGUE;
          lignes = C.lignesDeLIndex(recu);
          themes = recu.themes;
          C.plierAuRepos(lignes);
          for (const nom of noms) offertes[nom] = (recu.filtres[nom] || []).map(([id, libelle, groupe, rang]) => ({ id, libelle, groupe, rang }));
          return true;
        },
        () => {
          compte.textContent = "La liste n’a pas pu être chargée. Les listes par thème restent complètes.";
          return false;
        },
      );
    }
    return venue;
  }

  // --- L’adresse ---
  function retenir(remplacer) {
    const adresse = C.adresseDuChoix(choix(), location.pathname);
    if (adresse === location.pathname + location.search) return;
    try {
      history[remplacer ? "replaceState" : "pushState"](null, "", adresse);
    } catch (refus) {
      // Une page ouverte comme un fichier peut ne pas le permettre : le filtre marche, l’adresse reste.
    }
  }

  // Ce que l’adresse demande et qui n’existe pas est ignoré, et dit.
  function reprendre() {
    const demande = C.choixDeLAdresse(location.search, noms);
    const perdus = [];
    mots.value = demande.q;
    if (ordre) ordre.value = [...ordre.options].some((o) => o.value === demande.tri) ? demande.tri : "";
    const voulu = { q: demande.q, tri: ordre ? ordre.value : "", filtres: {} };
    for (const [nom, valeur] of Object.entries(demande.filtres)) {
      if (offertes[nom].some((v) => v.id === valeur)) voulu.filtres[nom] = valeur;
      else perdus.push(valeur);
    }
    montrer(voulu);
    if (perdus.length) dit.textContent = `Un filtre de cette adresse n’existe plus, il est ignoré : ${perdus.join(", ")}.`;
  }

  async function changer(remplacer) {
    retenir(remplacer);
    if (await pret()) montrer(choix());
  }

  const DELAI = 40; // en millisecondes : deux lettres tapées ensemble ne font qu’un filtre
  let attente = 0;
  let tape = false;
  mots.addEventListener("input", () => {
    clearTimeout(attente);
    attente = setTimeout(() => {
      changer(tape);
      tape = true; // les lettres d’un même mot ne font qu’une étape du retour en arrière
    }, DELAI);
  });
  formulaire.addEventListener("change", (e) => {
    tape = false;
    if (e.target !== mots) changer(false);
  });
  formulaire.addEventListener("submit", (e) => {
    e.preventDefault();
    clearTimeout(attente);
    changer(false);
  });
  formulaire.addEventListener("focusin", () => index && pret().then((oui) => oui && compte.textContent.startsWith("Chargement") && montrer(choix())));
  window.addEventListener("popstate", async () => {
    if (await pret()) reprendre();
  });
  suite.querySelector("button").addEventListener("click", () => poursuivre().querySelector("a").focus());

  // --- Emporter ---
  const gestes = {
    effacer() {
      formulaire.reset();
      for (const select of filtres.values()) select.value = "";
      mots.value = "";
      changer(false);
      mots.focus();
    },
    async lien() {
      try {
        await navigator.clipboard.writeText(C.adressePublique());
        dit.textContent = "Lien copié : il ouvre cette sélection.";
      } catch (refus) {
        dit.textContent = "Copiez l’adresse de cette page : elle ouvre cette sélection.";
      }
    },
    async csv() {
      try {
        if (!(await pret())) return;
        if (index && !gardees.length) montrer(choix());
        await C.charger(`${racine}catalogues/${catalogue}-csv.js`);
        const { entete, lignes: par } = window.CLAUSIER_CSV;
        C.telecharger(`${catalogue}-selection.csv`, `\ufeff${entete}${gardees.map((l) => par[l.cle] || "").join("")}`, "text/csv;charset=utf-8");
        dit.textContent = `Tableau prêt : ${C.compte(gardees.length, un, plusieurs)}. Il s’ouvre dans Excel ou LibreOffice.`;
      } catch (panne) {
        dit.textContent = "Le tableau n’a pas pu être fait ici.";
      }
    },
  };
  zone.addEventListener("click", (e) => {
    const bouton = e.target.closest("[data-geste]");
    if (bouton) gestes[bouton.dataset.geste]();
  });

  if (!index || C.choixActif(C.choixDeLAdresse(location.search, noms))) pret().then((oui) => oui && reprendre());
})((window.Clausier = window.Clausier || {}));
