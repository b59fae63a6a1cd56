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

  // Bien au-delà de ce qu’une convention demande, et de quoi une page reste vive.
  const LIGNES = 1000;
  const CARACTERES = 5000000;
  const PLEIN = "Ce navigateur ne peut pas garder vos valeurs (place épuisée ou stockage interdit). Enregistrez-les dans un fichier avant de quitter la page.";
  // Tout nom est un identifiant : ceux du langage (« __proto__ ») n’en sont pas.
  const nom = (n) => /^[a-z0-9][a-z0-9-]*$/.test(n);
  const objet = (v) => v !== null && typeof v === "object" && !Array.isArray(v);
  const texte = (v) => typeof v === "string" && v.length <= 200000;
  const liste = (v, bon) => Array.isArray(v) && v.length <= LIGNES && v.every(bon);
  const element = (v) => objet(v) && Object.entries(v).every(([n, x]) => nom(n) && (texte(x) || liste(x, texte)));
  const valeur = (v) => texte(v) || liste(v, texte) || liste(v, element);

  // Le document et, pour chacun, les clauses ajoutées ou ôtées.
  function choix(c) {
    const bon = {};
    if (!objet(c)) return bon;
    if (texte(c.document)) bon.document = c.document;
    const ecarts = Object.entries(objet(c.ecarts) ? c.ecarts : {}).filter(([n, e]) => nom(n) && objet(e));
    bon.ecarts = Object.fromEntries(ecarts.map(([n, e]) => [n, { avec: liste(e.avec, texte) ? e.avec : [], sans: liste(e.sans, texte) ? e.sans : [] }]));
    return bon;
  }

  // Un contenu reconnu, ou la raison pour laquelle il ne l’est pas.
  function verifier(donnees) {
    if (!donnees || typeof donnees !== "object" || Array.isArray(donnees)) return { refus: "Ce fichier ne vient pas du Clausier." };
    if (donnees.format !== FORMAT) return { refus: "Ce fichier ne vient pas du Clausier : il n’en porte pas la marque." };
    if (!Number.isInteger(donnees.version) || donnees.version < 1) return { refus: "Ce fichier est abîmé : sa version n’est pas lisible." };
    if (donnees.version > VERSION) return { refus: "Ce fichier vient d’une version plus récente du Clausier : ouvrez-le sur le site qui l’a fait." };
    if (!objet(donnees.valeurs)) return { refus: "Ce fichier est abîmé : ses valeurs ne se lisent pas." };
    const bon = vide();
    const ignores = [];
    for (const [cle, v] of Object.entries(donnees.valeurs)) nom(cle) && valeur(v) ? (bon.valeurs[cle] = v) : ignores.push(cle);
    bon.choix = choix(donnees.choix);
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
      C.avertir(PLEIN);
      return false;
    }
  }

  // Change une part de l’état à partir de ce qui est gardé maintenant, pas de ce que cet onglet croyait.
  function changer(modifier) {
    const etat = lire();
    modifier(etat);
    const garde = garder(etat);
    ecouteurs.forEach((dire) => dire(etat, false));
    return garde;
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
    // Rend ce qu’il faut dire au visiteur du fichier qu’il a choisi, et s’il est repris.
    async importer(fichier) {
      const inchange = (raison) => ({ dit: `${raison} Vos valeurs n’ont pas changé.` });
      if (fichier.size > CARACTERES) return inchange("Ce fichier est trop gros pour venir du Clausier.");
      let donnees;
      try {
        donnees = JSON.parse(await fichier.text());
      } catch (abime) {
        return inchange("Ce fichier est abîmé : il ne se lit pas.");
      }
      const { refus, bon, ignores } = verifier(donnees);
      if (refus) return inchange(refus);
      // Une action se retrouve par son identifiant : il lui en faut un, à elle seule.
      const vus = new Set();
      for (const action of C.elements(bon.valeurs.actions)) {
        if (typeof action.id !== "string" || !action.id || vus.has(action.id)) action.id = C.nouvelId();
        vus.add(action.id);
      }
      const garde = changer((etat) => {
        Object.assign(etat.valeurs, bon.valeurs);
        Object.assign(etat.choix, bon.choix);
      });
      const nommes = ignores.slice(0, 5).map((n) => (n.length > 40 ? `${n.slice(0, 40)}…` : n));
      const reste = ignores.length - nommes.length;
      const nonLus = nommes.length ? ` Non lus : ${nommes.join(", ")}${reste > 0 ? ` et ${C.compte(reste, "autre")}` : ""}.` : "";
      return { repris: true, dit: `Fichier repris.${nonLus}${garde ? "" : ` ${PLEIN}`}` };
    },
    exporter: () => JSON.stringify(lire(), null, 1),
  };
})((window.Clausier = window.Clausier || {}));
