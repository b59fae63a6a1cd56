// La comparaison : deux à cinq textes choisis, une colonne chacun. Chaque texte est un petit script demandé quand on le choisit,
// pour que la page reste légère quelle que soit la bibliothèque, et marche aussi sans serveur. Le choix est dans l’adresse.
(function () {
  "use strict";
  const racine = document.querySelector("[data-comparer]");
  if (!racine) return;
  const MAX = 5;
  const SIGNES = { autre: "≠", ajoute: "+", retire: "−" };
  const role = (nom) => racine.querySelector(`[data-role=${nom}]`);
  const table = role("table");
  const entete = table.tHead.rows[0];
  const rangs = [...table.querySelectorAll("tr[data-rang]")];
  const diff = racine.querySelector("[data-action=diff]");
  const connus = new Map();
  const charges = new Map();
  let choisis = [];
  let montres = [];

  const el = (nom, classe, ...enfants) => {
    const e = document.createElement(nom);
    if (classe) e.className = classe;
    e.append(...enfants);
    return e;
  };
  const dire = (texte) => (role("etat").textContent = texte);

  // --- Choisir ---
  // La liste de liens devient une liste de cases : une seule écriture dans la page, avec ou sans script.
  const liste = role("liste");
  liste.querySelectorAll("[data-texte]").forEach((li) => {
    const lien = li.querySelector("a");
    const caseACocher = el("input");
    caseACocher.type = "checkbox";
    caseACocher.value = li.dataset.texte;
    connus.set(li.dataset.texte, { titre: lien.textContent, url: lien.href, detail: li.querySelector(".discret").textContent, caseACocher, li });
    li.replaceChildren(el("label", "", caseACocher, " ", el("span", "", lien.textContent), " ", li.querySelector(".discret")));
  });
  liste.addEventListener("change", (e) => {
    const id = e.target.value;
    if (!e.target.checked) changer(choisis.filter((x) => x !== id));
    else if (choisis.length < MAX) changer([...choisis, id]);
    else {
      e.target.checked = false;
      dire("Cinq textes au plus\u00a0: décochez-en un d’abord.");
    }
  });

  const plier = (texte) => texte.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[’']/g, " ").toLowerCase();
  const filtre = racine.querySelector("#filtre-textes");
  filtre.addEventListener("input", () => {
    const mots = plier(filtre.value).split(/\s+/).filter(Boolean);
    let vus = 0;
    connus.forEach((texte) => {
      const dans = plier(`${texte.titre} ${texte.detail}`);
      texte.li.hidden = !mots.every((m) => dans.includes(m)) && !texte.caseACocher.checked;
      vus += !texte.li.hidden;
    });
    role("filtre-compte").textContent = mots.length ? `${vus} sur ${connus.size}` : "";
  });

  // --- Charger ---
  function charger(id) {
    if (!charges.has(id)) {
      charges.set(
        id,
        new Promise((fini, refus) => {
          const script = el("script");
          script.src = `${id}.texte.js`;
          // Le script vient de s’exécuter : la valeur globale est la sienne.
          script.onload = () => fini(window.CLAUSIER_TEXTE);
          script.onerror = () => {
            charges.delete(id);
            refus(new Error(id));
          };
          document.head.append(script);
        }),
      );
    }
    return charges.get(id);
  }

  // --- Montrer ---
  function motsEcart(sorte, modele) {
    if (sorte === "ajoute") return ["", "absent du modèle"];
    return [sorte === "autre" ? "s’écarte du " : "prévu par le ", `modèle\u00a0: ${modele}`];
  }

  function cellule(colonne, laCase, modele) {
    const td = el("td", laCase.sorte ? "muet" : "", el("ul", "case", ...laCase.mots.map((m) => el("li", "", m))));
    if (laCase.ecart) {
      const signe = el("span", "ecart-signe", SIGNES[laCase.ecart]);
      signe.setAttribute("aria-hidden", "true");
      const [cache, dit] = motsEcart(laCase.ecart, modele);
      td.append(el("p", "case__ecart", signe, " ", el("span", "lu", cache), dit));
    }
    if (laCase.lieux) {
      const lieux = el("p", "case__lieu");
      laCase.lieux.forEach(([nom, ancre], i) => {
        if (i) lieux.append(", ");
        if (!ancre) return lieux.append(nom);
        const lien = el("a", "", nom, el("span", "lu", `, ${connus.get(colonne.id).titre}`));
        lien.href = `${connus.get(colonne.id).url}#${ancre}`;
        lieux.append(lien);
      });
      td.append(lieux);
    }
    return td;
  }

  function teteDeColonne(colonne) {
    const texte = connus.get(colonne.id);
    const lien = el("a", "", texte.titre);
    lien.href = texte.url;
    const retirer = el("button", "lien", "Retirer", el("span", "lu", ` ${texte.titre}`));
    retirer.type = "button";
    retirer.addEventListener("click", () => {
      const rang = choisis.indexOf(colonne.id);
      // Le bouton disparaît avec sa colonne : l’attention passe au voisin, ou à la case du texte.
      changer(choisis.filter((x) => x !== colonne.id)).then(() => {
        const boutons = entete.querySelectorAll("button");
        (choisis.length ? boutons[Math.min(rang, boutons.length - 1)] : texte.caseACocher).focus();
      });
    });
    const th = el("th", "", lien, " ", el("span", "colonne__note", texte.detail));
    th.scope = "col";
    if (colonne.note) th.append(" ", el("span", "colonne__note", colonne.note));
    th.append(el("span", "colonne__retirer", retirer));
    return th;
  }

  const parole = (laCase) => `${laCase.sorte || ""}|${laCase.mots.join("|")}`;

  function montrer(colonnes) {
    montres = colonnes;
    const adresses = [...entete.querySelectorAll("th > a")].map((lien) => lien.href);
    // Les mêmes textes que la page tient déjà, ou que l’on vient de voir : leurs cases sont là.
    const poses = adresses.length === colonnes.length && colonnes.every((c, i) => connus.get(c.id).url === adresses[i]);
    entete.replaceChildren(entete.cells[0], ...colonnes.map(teteDeColonne));
    if (!poses) table.querySelectorAll(".groupe-rang > th").forEach((th) => (th.colSpan = colonnes.length + 1));
    let lignes = 0;
    rangs.forEach((tr) => {
      const cases = colonnes.map((c) => c.cases[Number(tr.dataset.rang)]);
      if (!poses) tr.replaceChildren(tr.cells[0], ...cases.map((laCase, i) => cellule(colonnes[i], laCase, tr.dataset.modele)));
      tr.hidden = diff.checked && new Set(cases.map(parole)).size < 2;
      lignes += !tr.hidden;
    });
    [...table.tBodies].forEach((corps) => (corps.hidden = !corps.querySelector("tr[data-rang]:not([hidden])")));
    return lignes;
  }

  async function changer(ids, annoncer = true) {
    choisis = ids;
    connus.forEach((texte, id) => (texte.caseACocher.checked = choisis.includes(id)));
    ecrireAdresse();
    role("resultat").hidden = choisis.length === 0;
    if (!choisis.length) return;
    let colonnes;
    try {
      colonnes = await Promise.all(ids.map(charger));
    } catch (refus) {
      dire(`«\u00a0${connus.get(refus.message).titre}\u00a0» n’a pas pu être chargé.`);
      return;
    }
    if (ids !== choisis) return; // Un autre choix est arrivé entre-temps.
    const lignes = montrer(colonnes);
    if (annoncer) dire(choisis.length < 2 ? "Un texte\u00a0: choisissez-en un second." : `${choisis.length} textes, ${lignes} lignes${diff.checked ? " qui diffèrent" : ""}.`);
  }

  // --- L’adresse ---
  function adresse() {
    const etat = [choisis.length && `textes=${choisis.join(",")}`, diff.checked && "diff=1"].filter(Boolean).join("&");
    return location.href.split(/[?#]/)[0] + (etat ? `?${etat}` : "");
  }

  function ecrireAdresse() {
    try {
      history.replaceState(null, "", adresse() + location.hash);
    } catch (refus) {
      // Certains navigateurs l’interdisent sur un fichier : le lien se copie quand même.
    }
  }

  // --- Emporter ---
  function lignesDuTableau() {
    const tete = ["Ce que l’on compare", ...montres.map((c) => connus.get(c.id).titre)];
    const corps = rangs
      .filter((tr) => !tr.hidden)
      .map((tr) => [
        tr.cells[0].textContent,
        ...montres.map((c) => {
          const laCase = c.cases[Number(tr.dataset.rang)];
          const lieux = laCase.lieux ? ` (${laCase.lieux.map(([nom]) => nom).join(", ")})` : "";
          const ecart = laCase.ecart ? ` ${SIGNES[laCase.ecart]} ${motsEcart(laCase.ecart, tr.dataset.modele)[1]}` : "";
          return laCase.mots.join(", ") + lieux + ecart;
        }),
      ]);
    return [tete, ...corps];
  }

  const actions = {
    async copier() {
      const [tete, ...corps] = lignesDuTableau();
      const rang = (cellules, nom) => el("tr", "", ...cellules.map((texte, i) => el(i ? nom : "th", "", texte)));
      const copie = el("div", "", el("table", "", el("thead", "", rang(tete, "th")), el("tbody", "", ...corps.map((c) => rang(c, "td")))));
      const fait = await window.Clausier.copier(copie, `Source\u00a0: Comparer les textes, ${window.Clausier.adressePublique(adresse())}`);
      dire(fait ? "Tableau copié. Collez dans Word." : "Le navigateur refuse la copie\u00a0: sélectionnez le tableau et faites Ctrl + C.");
    },
    csv() {
      // Un tableur exécuterait une cellule qui commence par un de ces signes.
      const cellule = (texte) => `"${(/^[=+\-@\t\r]/.test(texte) ? `'${texte}` : texte).replace(/"/g, '""')}"`;
      const texte = lignesDuTableau().map((ligne) => ligne.map(cellule).join(";")).join("\r\n");
      const lien = el("a");
      lien.href = URL.createObjectURL(new Blob([`\ufeff${texte}\r\n`], { type: "text/csv" }));
      lien.download = "comparaison.csv";
      lien.click();
      URL.revokeObjectURL(lien.href);
      dire("Tableau téléchargé.");
    },
    imprimer: () => window.print(),
    async lien() {
      try {
        await navigator.clipboard.writeText(window.Clausier.adressePublique(adresse()));
        dire("Lien copié.");
      } catch (refus) {
        dire("Le navigateur refuse la copie\u00a0: copiez l’adresse de la page.");
      }
    },
  };
  racine.addEventListener("click", (e) => {
    const bouton = e.target.closest("button[data-action]");
    if (bouton) actions[bouton.dataset.action]();
  });
  diff.addEventListener("change", () => changer(choisis));

  // --- Commencer ---
  const demande = new URLSearchParams(location.search);
  const demandes = [...new Set((demande.get("textes") || "").split(","))].filter((id) => connus.has(id)).slice(0, MAX);
  diff.checked = demande.get("diff") === "1";
  role("outils").hidden = false;
  role("filtre").hidden = connus.size <= 8;
  racine.classList.add("comparer--pret");
  if (demandes.length) changer(demandes, false);
  else if (connus.size <= MAX) changer([...connus.keys()], false);
  else role("resultat").hidden = true;
})();
