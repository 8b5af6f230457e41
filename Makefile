PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: setup demo test lint gate gate-raise bench clean

setup: $(READY)

$(READY): pyproject.toml constraints.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(PIP) install torch -c constraints.txt 2>&1 | { grep -v -e WARNING -e '^$$' || true; }
	@$(PIP) install -e '.[train,dev]' -c constraints.txt 2>&1 | { grep -v -e WARNING -e '^$$' || true; }
	@test -x $(BIN)/stances || { echo "setup failed: see the messages above" >&2; exit 1; }
	@touch $(READY)

demo: setup
	@$(BIN)/stances report examples/february-strikes.txt --parties US,Iraq,Syria,Iran \
	  --target "The US strikes on Iraq and Syria were justified."

test: setup
	@$(BIN)/python -m pytest -n 2 --dist loadfile

lint: setup
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

gate: setup
	@$(BIN)/python benchmarks/gate.py

gate-raise: setup
	@$(BIN)/python benchmarks/gate.py --raise

bench: setup
	@for script in benchmarks/*.py; do $(BIN)/python $$script || exit 1; done

clean:
	@rm -rf $(VENV) build dist *.egg-info
