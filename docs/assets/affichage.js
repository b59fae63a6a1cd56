// Avant le premier affichage : l’aspect choisi par le visiteur, et le signe que les scripts marchent. Le menu du téléphone se
// replie et la place des boutons se garde dès maintenant : plus tard, la page sauterait sous les yeux.
// Chargé sans « defer », pour que la page ne clignote pas.
(function () {
  var racine = document.documentElement;
  racine.classList.remove("no-js");
  racine.classList.add("js", "menu-pret");
  try {
    var choix = localStorage.getItem("clausier.affichage");
    if (choix === "sombre" || choix === "clair") racine.dataset.affichage = choix;
  } catch (refus) {
    // Stockage interdit : l’aspect suit le système.
  }
})();
