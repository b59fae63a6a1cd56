// Page qui a changé d’adresse : mène à la nouvelle en gardant ce qui suit « # » (une section, un choix de clauses).
// Sans script, la page y mène aussi, sans cette suite.
(function () {
  "use strict";
  const vers = document.querySelector("link[rel=canonical]");
  if (vers) location.replace(vers.href + location.search + location.hash);
})();
