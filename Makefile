# Everything that a contributor or a machine runs. It needs python3 and make; the rest comes into .venv.
BIN := .venv/bin
FITS := import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))
NO_PYTHON := Python 3.11 or newer with its venv module is needed; on Debian or Ubuntu: apt-get install python3-venv

.PHONY: setup run test lint bench docs catalogue clean

setup: .venv/ready

.venv/ready: pyproject.toml constraints.txt
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || { \
		for python in python3 python3.14 python3.13 python3.12 python3.11 ''; do \
			test -z "$$python" || ! $$python -c '$(FITS)' 2>/dev/null || break; \
		done; \
		test -n "$$python" || { echo '$(NO_PYTHON)' >&2; exit 1; }; \
		echo "Making .venv with $$($$python --version)"; \
		$$python -m venv --clear .venv; \
	}
	@echo 'Installing what constraints.txt pins; the first time takes a minute or two'
	@$(BIN)/python -m pip install -qq --disable-pip-version-check -c constraints.txt -e '.[dev,local]'
	@touch $@

# `make run MATRIX=no` starts no Matrix server; `make run DEMO=year` shows a synthetic year, in a record of its own.
run: setup
	@exec $(BIN)/pn local $(if $(filter no,$(MATRIX)),--no-matrix) $(if $(DEMO),--demo $(DEMO))

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

# Chromium is looked for once here, so that the workers do not all install it; what is missing fails the tests that need it.
test: lint
	TMPDIR="$$($(BIN)/python -m tests.scratch)" PN_CHROMIUM="$$($(BIN)/python -m tests.chromium)" \
		$(BIN)/pytest -n auto --dist loadfile --no-loadscope-reorder

# `make bench ONLY="record dispatch"` measures these alone.
bench: setup
	@exec $(BIN)/python -m bench $(ONLY)

docs: setup
	@$(BIN)/python -m chatbot.cli.reference .

# `make catalogue LANGUAGE=fr` begins or renews the French catalogue, and compiles what is translated in it.
CATALOGUES := -d storage/locales -D policy-network-bot
catalogue: setup
	@mkdir -p build
	$(BIN)/pybabel -q extract -k N_ -k plural:1,2 -k forms:1,2 -o build/sentences.pot --add-location=file storage chatbot dashboard
	$(BIN)/pybabel -q $(if $(wildcard storage/locales/$(LANGUAGE)),update,init) $(CATALOGUES) -i build/sentences.pot -l $(LANGUAGE)
	$(BIN)/pybabel -q compile $(CATALOGUES) --statistics

clean:
	rm -rf .venv build dist *.egg-info .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
