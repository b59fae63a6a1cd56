// Petits outils de l’atelier : éléments, fichiers, avis au visiteur.
(function (C) {
  "use strict";
  C.element = function (nom, proprietes, ...enfants) {
    const e = document.createElement(nom);
    for (const [cle, v] of Object.entries(proprietes || {})) cle.includes("-") || cle === "role" || cle === "for" ? e.setAttribute(cle, v) : (e[cle] = v);
    e.append(...enfants.flat().filter((x) => x !== null && x !== undefined && x !== false));
    return e;
  };
  C.avertir = function (message) {
    const lieu = document.querySelector("[data-avis]");
    if (lieu) lieu.textContent = message;
  };
  C.telecharger = function (nom, contenu, type) {
    const adresse = URL.createObjectURL(contenu instanceof Blob ? contenu : new Blob([contenu], { type }));
    const lien = C.element("a", { href: adresse, download: nom });
    document.body.append(lien);
    lien.click();
    lien.remove();
    setTimeout(() => URL.revokeObjectURL(adresse), 10000);
  };
  // L’adresse d’une page depuis la racine du site. Sur un disque (copie hors ligne), un dossier n’ouvre pas sa page : on nomme le fichier.
  C.vers = (racine, adresse) => racine + (location.protocol === "file:" ? adresse.replace(/(^|\/)(?=$|[?#])/, "$1index.html") : adresse);
  // Charge un script une seule fois, quand on en a besoin.
  const charges = {};
  C.charger = (adresse) =>
    (charges[adresse] =
      charges[adresse] ||
      new Promise((fait, panne) => {
        document.head.append(C.element("script", { src: adresse, onload: fait, onerror: panne }));
      }));
  // Une valeur vient d’un fichier ou d’une autre version du site : elle n’est un groupe, ou un texte à saisir, que si elle en a la forme.
  C.elements = (v) => (Array.isArray(v) ? v.filter((x) => x && typeof x === "object" && !Array.isArray(x)) : []);
  C.saisie = (v) => (Array.isArray(v) ? v.filter((x) => typeof x === "string").join("\n") : typeof v === "string" ? v : "");
  // Les actions du plan marquées « ajoutée », « modifiée » ou « abrogée » remplissent les articles d’un avenant.
  C.toutes = function (valeurs) {
    const complet = { ...valeurs };
    const actions = C.elements(valeurs.actions);
    const dire = (a) => ({ titre: a.titre, axe: a.axe && `l’axe ${a.axe}`, motif: a.motif });
    for (const [etat, groupe] of [["ajoutée", "actions-ajoutees"], ["modifiée", "actions-modifiees"], ["abrogée", "actions-abrogees"]]) {
      const siennes = actions.filter((a) => a.etat === etat).map(dire);
      if (siennes.length && !C.elements(valeurs[groupe]).length) complet[groupe] = siennes;
    }
    // Une action abrogée n’a plus de fiche dans l’annexe.
    if (valeurs.actions) complet.actions = actions.filter((a) => a.etat !== "abrogée").map((a, i) => ({ ...a, numero: a.numero || String(i + 1) }));
    return complet;
  };
  C.remplie = (v) => (Array.isArray(v) ? v.some((x) => (typeof x === "string" ? x : Object.values(x).some(Boolean))) : Boolean(v));
  C.nouvelId = () => `a${Date.now().toString(36)}${Math.random().toString(36).slice(2, 7)}`;
  C.compte = (n, un, plusieurs) => `${n} ${n > 1 ? plusieurs || un + "s" : un}`;
  C.jour = function (iso) {
    const m = /^(\d{4})-(\d{2})-(\d{2})$/.exec(iso);
    if (!m) return iso;
    const mois = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(" ");
    return `${Number(m[3]) === 1 ? "1er" : Number(m[3])} ${mois[Number(m[2]) - 1]} ${m[1]}`;
  };
  // La valeur d’un champ comme elle se lit dans un texte ; "" quand il est en blanc.
  C.ecrite = function (v) {
    if (Array.isArray(v)) return v.filter((x) => typeof x === "string" && x).join(" ; ");
    return typeof v === "string" ? C.jour(v) : "";
  };
})((window.Clausier = window.Clausier || {}));
