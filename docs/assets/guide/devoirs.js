// Ce que doit une autorité organisatrice de l’accueil du jeune enfant : code de l’action sociale et des familles,
// articles L. 214-1-3 et L. 214-2 ; code de la santé publique, articles R. 2324-21 et R. 2324-22. Des données vers des mots,
// sans page : le formulaire et les essais l’appellent de la même façon.
(function () {
  "use strict";
  const COMPETENCES = [
    { id: "recenser", titre: "1° Recenser les besoins et les modes d’accueil", toutes: true },
    { id: "informer", titre: "2° Informer et accompagner les familles", toutes: true },
    { id: "planifier", titre: "3° Planifier le développement des modes d’accueil", toutes: false },
    { id: "qualite", titre: "4° Soutenir la qualité des modes d’accueil", toutes: false },
  ];
  const STATUTS = { doit: "Obligatoire", peut: "Facultatif", transferee: "Transféré", rien: "Rien à ce titre" };
  const nombre = (n) => n.toLocaleString("fr-FR");

  function ligne(id, titre, statut, texte) {
    return { id, titre, statut, mot: STATUTS[statut], texte };
  }

  // La commune : ses habitants, et les compétences qu’elle a transférées.
  function deLaCommune({ habitants, transferees }, seuils) {
    const a = (id) => !transferees.includes(id);
    const compte = `${nombre(habitants)} habitants`;
    const au_dessus = (seuil) => habitants > seuil;
    const lignes = COMPETENCES.map(({ id, titre, toutes }) => {
      if (!a(id)) return ligne(id, titre, "transferee", "La compétence est à celui qui l’a reçue ; la commune ne la doit plus.");
      if (toutes) return ligne(id, titre, "doit", "Toutes les communes, quelle que soit leur population.");
      return au_dessus(seuils.planifier)
        ? ligne(id, titre, "doit", `${compte} : plus de ${nombre(seuils.planifier)}.`)
        : ligne(id, titre, "peut", `${compte} : le seuil de ${nombre(seuils.planifier)} n’est pas dépassé. La commune peut l’exercer si elle le choisit.`);
    });
    const schema = "Schéma pluriannuel, ou CTG qui en a le contenu";
    if (!a("planifier")) lignes.push(ligne("schema", schema, "transferee", "Il suit la compétence 3° : à celui qui planifie, selon la population qu’il compte."));
    else if (au_dessus(seuils.schema)) lignes.push(ligne("schema", schema, "doit", `${compte} : plus de ${nombre(seuils.schema)}. Une CTG dont le contenu répond à l’article L. 214-2 en dispense.`));
    else lignes.push(ligne("schema", schema, "rien", `${compte} : il n’est dû qu’au-dessus de ${nombre(seuils.schema)}.`));
    lignes.push(relais(a("informer"), a("qualite"), habitants, habitants, seuils, "transferee"));
    const avis = "Avis sur un projet de crèche privée";
    if (!a("planifier")) lignes.push(ligne("avis", avis, "transferee", "La commune transmet la demande à celui qui a reçu la compétence 3° et en informe le demandeur."));
    else if (au_dessus(seuils.planifier)) lignes.push(ligne("avis", avis, "doit", "La commune répond en quatre mois une fois le dossier complet ; son silence vaut avis favorable."));
    else lignes.push(ligne("avis", avis, "peut", "Si la commune a choisi de planifier, elle rend l’avis. Sinon, elle doit tout de même répondre qu’aucun avis n’est requis."));
    return lignes;
  }

  // L’intercommunalité ou le syndicat : pour chaque compétence, les habitants des seules communes qui l’ont transférée.
  function duGroupement({ communes }, seuils) {
    const population = (id) => communes.filter((c) => c.transferees.includes(id)).reduce((somme, c) => somme + c.habitants, 0);
    const recue = (id) => communes.some((c) => c.transferees.includes(id));
    const lignes = COMPETENCES.map(({ id, titre, toutes }) => {
      const n = population(id);
      const compte = `${nombre(n)} habitants dans les communes qui ont transféré`;
      if (!recue(id)) return ligne(id, titre, "rien", "Aucune commune ne l’a transférée.");
      if (toutes) return ligne(id, titre, "doit", `Reçue : ${compte}.`);
      return n > seuils.planifier
        ? ligne(id, titre, "doit", `${compte} : plus de ${nombre(seuils.planifier)}.`)
        : ligne(id, titre, "peut", `${compte} : le seuil de ${nombre(seuils.planifier)} n’est pas dépassé.`);
    });
    const n = population("planifier");
    const schema = "Schéma pluriannuel, ou CTG qui en a le contenu";
    if (!recue("planifier")) lignes.push(ligne("schema", schema, "rien", "Il suit la compétence 3°, qui n’est pas transférée."));
    else if (n > seuils.schema) lignes.push(ligne("schema", schema, "doit", `${nombre(n)} habitants comptés pour la compétence 3° : plus de ${nombre(seuils.schema)}. Une CTG dont le contenu répond à l’article L. 214-2 en dispense.`));
    else lignes.push(ligne("schema", schema, "rien", `${nombre(n)} habitants comptés pour la compétence 3° : il n’est dû qu’au-dessus de ${nombre(seuils.schema)}.`));
    lignes.push(relais(recue("informer"), recue("qualite"), population("informer"), population("qualite"), seuils, "rien"));
    const avis = "Avis sur un projet de crèche privée";
    lignes.push(
      recue("planifier")
        ? ligne("avis", avis, "doit", "Il est rendu pour les projets des communes qui ont transféré la compétence 3°, en quatre mois une fois le dossier complet ; le silence vaut avis favorable.")
        : ligne("avis", avis, "rien", "Il suit la compétence 3°, qui n’est pas transférée."),
    );
    return lignes;
  }

  // Le relais sert deux compétences, la 2° et la 4° ; la loi ne dit pas qui le porte quand elles sont séparées.
  function relais(informe, soutient, habitants2, habitants4, seuils, sinon) {
    const titre = "Relais petite enfance";
    if (!informe && !soutient) return ligne("rpe", titre, sinon, "Il sert les compétences 2° et 4°, exercées par un autre.");
    const du = (informe && habitants2 > seuils.rpe) || (soutient && habitants4 > seuils.rpe);
    const compte = nombre(Math.max(informe ? habitants2 : 0, soutient ? habitants4 : 0));
    if (!du) return ligne("rpe", titre, "rien", `${compte} habitants comptés : il n’est obligatoire qu’au-dessus de ${nombre(seuils.rpe)}.`);
    const separees = informe !== soutient ? " Les compétences 2° et 4° sont séparées : la loi ne dit pas qui porte alors le relais. Convenez-en, écrivez-le dans la CTG, et interrogez la préfecture." : "";
    return ligne("rpe", titre, "doit", `${compte} habitants comptés : plus de ${nombre(seuils.rpe)}.${separees}`);
  }

  window.Clausier = Object.assign(window.Clausier || {}, {
    COMPETENCES,
    devoirs: (cas, seuils) => (cas.nature === "commune" ? deLaCommune(cas, seuils) : duGroupement(cas, seuils)),
  });
})();
