// Ce que le visiteur a écrit : gardé par ce navigateur, jamais envoyé. Chaque écriture relit d’abord ce qui est gardé,
// si bien que deux onglets ne s’effacent pas l’un l’autre.
(function (C) {
  "use strict";
  const CLE = "clausier.territoire";
  const FORMAT = "clausier-territoire";
  const VERSION = 1;
  const vide = () => ({ format: FORMAT, version: VERSION, valeurs: {}, choix: {} });
  let memoire = null; // seul abri quand le navigateur interdit ou n’a plus de place
  const ecouteurs = new Set();

  const texte = (v) => typeof v === "string" && v.length <= 200000;
  const element = (v) => v && typeof v === "object" && !Array.isArray(v) && Object.values(v).every((x) => texte(x) || (Array.isArray(x) && x.every(texte)));
  const valeur = (v) => texte(v) || (Array.isArray(v) && v.every((x) => texte(x) || element(x)));

  // Un contenu reconnu, ou la raison pour laquelle il ne l’est pas.
  function verifier(donnees) {
    if (!donnees || typeof donnees !== "object" || Array.isArray(donnees)) return { refus: "Ce fichier ne vient pas du Clausier." };
    if (donnees.format !== FORMAT) return { refus: "Ce fichier ne vient pas du Clausier : il n’en porte pas la marque." };
    if (!(donnees.version >= 1)) return { refus: "Ce fichier est abîmé : sa version n’est pas lisible." };
    if (donnees.version > VERSION) return { refus: "Ce fichier vient d’une version plus récente du Clausier : ouvrez-le sur le site qui l’a fait." };
    const bon = vide();
    const ignores = [];
    for (const [nom, v] of Object.entries(donnees.valeurs || {})) valeur(v) ? (bon.valeurs[nom] = v) : ignores.push(nom);
    if (donnees.choix && typeof donnees.choix === "object") bon.choix = JSON.parse(JSON.stringify(donnees.choix));
    return { bon, ignores };
  }

  function lire() {
    if (memoire) return memoire;
    let brut = null;
    try {
      brut = localStorage.getItem(CLE);
    } catch (refus) {
      memoire = vide();
      return memoire;
    }
    if (!brut) return vide();
    try {
      const { bon, refus } = verifier(JSON.parse(brut));
      if (bon) return bon;
      throw new Error(refus);
    } catch (abime) {
      // Rien ne se perd : ce qui n’est pas lisible est mis de côté, et le site le dit.
      try {
        localStorage.setItem(CLE + ".abime", brut);
        localStorage.removeItem(CLE);
      } catch (refus) {
        memoire = vide();
      }
      C.avertir("Ce que ce navigateur gardait n’est plus lisible. Une copie est mise de côté ; vous repartez d’une page vide.");
      return vide();
    }
  }

  function garder(etat) {
    try {
      localStorage.setItem(CLE, JSON.stringify(etat));
      memoire = null;
      return true;
    } catch (refus) {
      memoire = etat;
      C.avertir("Ce navigateur ne peut pas garder vos valeurs (place épuisée ou stockage interdit). Enregistrez-les dans un fichier avant de quitter la page.");
      return false;
    }
  }

  // Change une part de l’état à partir de ce qui est gardé maintenant, pas de ce que cet onglet croyait.
  function changer(modifier) {
    const etat = lire();
    modifier(etat);
    garder(etat);
    ecouteurs.forEach((dire) => dire(etat, false));
  }

  window.addEventListener("storage", (e) => {
    if (e.key === CLE) ecouteurs.forEach((dire) => dire(lire(), true));
  });

  C.valeurs = {
    lire,
    changer,
    verifier,
    ecouter: (dire) => ecouteurs.add(dire),
    ecrireChamp: (nom, v) =>
      changer((etat) => {
        if (v === "" || (Array.isArray(v) && !v.length)) delete etat.valeurs[nom];
        else etat.valeurs[nom] = v;
      }),
    effacer() {
      memoire = null;
      try {
        localStorage.removeItem(CLE);
      } catch (refus) {
        memoire = vide();
      }
      ecouteurs.forEach((dire) => dire(vide(), true));
    },
    importer(brut) {
      let donnees;
      try {
        donnees = JSON.parse(brut);
      } catch (abime) {
        return { refus: "Ce fichier est abîmé : il ne se lit pas. Vos valeurs n’ont pas changé." };
      }
      const resultat = verifier(donnees);
      if (resultat.refus) return { refus: `${resultat.refus} Vos valeurs n’ont pas changé.` };
      changer((etat) => {
        Object.assign(etat.valeurs, resultat.bon.valeurs);
        Object.assign(etat.choix, resultat.bon.choix);
      });
      return { ignores: resultat.ignores };
    },
    exporter: () => JSON.stringify(lire(), null, 1),
  };
})((window.Clausier = window.Clausier || {}));
