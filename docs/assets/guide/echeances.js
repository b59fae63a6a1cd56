// Un chiffre dont la validité est passée le dit. Cela dépend du jour de la lecture : la page, elle, ne change pas.
(function () {
  "use strict";
  const jour = new Date();
  const deux = (n) => String(n).padStart(2, "0");
  const aujourdhui = `${jour.getFullYear()}-${deux(jour.getMonth() + 1)}-${deux(jour.getDate())}`;
  const dit = (date) => new Date(`${date}T12:00:00`).toLocaleDateString("fr-FR", { day: "numeric", month: "long", year: "numeric" });
  // Un seul avis par paragraphe et par date, après la phrase : trois montants d’une même année ne se disent pas trois fois.
  const avis = new Map();
  document.querySelectorAll("[data-fin]").forEach((montant) => {
    const fin = montant.dataset.fin;
    if (fin >= aujourdhui) return;
    montant.classList.add("montant--perime");
    const bloc = montant.closest("p, li, td, th, dd") || montant.parentElement;
    const dans = avis.get(bloc) || avis.set(bloc, new Map()).get(bloc);
    dans.set(fin, (dans.get(fin) || 0) + 1);
  });
  for (const [bloc, fins] of avis) {
    for (const [fin, n] of fins) {
      const mot = document.createElement("span");
      mot.className = "perime";
      mot.textContent = ` ${n > 1 ? `Ces ${n} chiffres valaient` : "Ce chiffre valait"} jusqu’au ${dit(fin)} : à vérifier.`;
      bloc.append(mot);
    }
  }
})();
