// Avant le premier affichage : l’aspect choisi par le visiteur, et le signe que les scripts marchent.
// Chargé sans « defer », pour que la page ne clignote pas.
(function () {
  var racine = document.documentElement;
  racine.classList.remove("no-js");
  racine.classList.add("js");
  try {
    var choix = localStorage.getItem("clausier.affichage");
    if (choix === "sombre" || choix === "clair") racine.dataset.affichage = choix;
  } catch (refus) {
    // Stockage interdit : l’aspect suit le système.
  }
})();
