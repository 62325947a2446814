# The two commands: `make run` and `make test`. Each makes its own environment in .venv first,
# with the pinned versions of requirements.lock. Without make (on Windows, say): see README.md.

# A Python of 3.11 or newer: the first that answers, or `make PYTHON=/path/to/python3 run`.
PYTHON ?=
PYTHONS := $(or $(PYTHON),python3 python3.13 python3.12 python3.11 python3.14 python)

VENV := .venv
BIN := $(VENV)/bin
HERE := $(BIN)/python -m
READY := $(VENV)/.ready

# What another environment has set must not reach into this one; where packages come from may.
unexport VIRTUAL_ENV CONDA_PREFIX PYTHONPATH PYTHONHOME PYTHONSTARTUP PYTHONUSERBASE
unexport PIP_TARGET PIP_PREFIX PIP_ROOT PIP_USER PIP_PYTHON PIP_CONSTRAINT PIP_BUILD_CONSTRAINT
unexport PIP_REQUIREMENT PIP_EDITABLE PIP_NO_BINARY PIP_ONLY_BINARY PIP_DRY_RUN PIP_REQUIRE_VIRTUALENV
unexport UV_PYTHON UV_SYSTEM_PYTHON UV_CONSTRAINT UV_OVERRIDE UV_NO_BINARY UV_PROJECT_ENVIRONMENT
unexport UV_TARGET UV_PREFIX UV_DRY_RUN UV_VENV_SEED UV_VENV_CLEAR
# The lock alone says which versions, whatever a pip.conf adds to it.
PIP := PIP_CONSTRAINT= PIP_USER=0 $(HERE) pip install --quiet --disable-pip-version-check

.PHONY: run test check bench soak screens lock wheel clean

# Ctrl-C is a way to leave: the talk is kept, and nothing has failed.
run: $(READY)
	@$(HERE) voicebox || [ $$? -eq 130 ]

test: $(READY)
	@$(HERE) pytest -n auto

# format, lint, types, the order of imports, the packs
check: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(HERE) mypy
	$(BIN)/lint-imports
	$(HERE) voicebox packs check

bench: $(READY)
	$(HERE) bench

# kills, power cuts, faults, hostile inputs, long walks: above an hour. `make soak SOAK=--write`
# writes the table of docs/limits.md; `make soak SOAK="--only cuts inputs"` does only these.
SOAK ?=
soak: $(READY)
	$(HERE) bench.soak $(SOAK)
	$(HERE) bench.soak --blind-check
	$(HERE) bench.hands

# pictures of the running app, for docs/screens
screens: $(READY)
	$(HERE) bench.screens docs/screens

wheel: $(READY)
	$(HERE) hatchling build -t wheel

# the only command that needs uv
lock:
	uv pip compile --universal --generate-hashes --no-emit-index-url --no-header \
	  --python-version 3.11 pyproject.toml --group dev -o requirements.lock

clean:
	rm -rf $(VENV) dist build

# Plain venv and pip; uv only where this Python has no ensurepip and uv is there. An environment that
# works is brought up to date in place (`make clean` first, to have another Python in it).
$(READY): requirements.lock pyproject.toml
	@if $(HERE) pip --version >/dev/null 2>&1; then \
	  echo "Bringing .venv up to date."; \
	  $(PIP) --require-hashes --no-deps -r requirements.lock && \
	  $(PIP) --no-build-isolation --no-deps -e . && touch $@; exit; \
	fi; \
	found=; for python in $(PYTHONS); do \
	  "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && \
	    found=$$python && break; \
	done; \
	if [ -z "$$found" ]; then \
	  echo "voicebox needs Python 3.11 or newer, and none was found (looked for: $(PYTHONS))." >&2; \
	  echo "Install one, or name it: make PYTHON=/path/to/python3 run" >&2; exit 1; \
	fi; \
	echo "Making ready, once: .venv, with $$("$$found" --version). This takes a minute or two."; \
	if "$$found" -c 'import venv, ensurepip' 2>/dev/null; then \
	  "$$found" -m venv --clear $(VENV) && \
	  $(PIP) --require-hashes --no-deps -r requirements.lock && \
	  $(PIP) --no-build-isolation --no-deps -e . ; \
	elif command -v uv >/dev/null 2>&1; then \
	  uv venv --quiet --clear --no-project --python "$$found" $(VENV) && \
	  uv pip install --quiet --python $(BIN)/python --require-hashes --no-deps -r requirements.lock && \
	  uv pip install --quiet --python $(BIN)/python --no-build-isolation --no-deps -e . ; \
	else \
	  echo "$$found cannot make environments: it lacks venv or ensurepip." >&2; \
	  echo "On Debian and Ubuntu: sudo apt install python3-venv" >&2; exit 1; \
	fi
	@touch $@
