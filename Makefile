# make run     the site on http://127.0.0.1:8000/ as deployed (PORT=8001 for another port)
# make dev     the same, reloading when a file changes
# make test    everything that CI checks (PYTEST_ARGS="-k search" for some of it)
# make test-changed  the tests that a change touches (BASE=main to compare with that, PYTEST_ARGS as above)
# make test-long     the tests that search at random, for longer: half an hour and more
# make coverage      which lines and branches of the apps the tests run (Python 3.14: make test prints it, too)
# make mutants       a sample of small faults that the tests should notice (MUTANTS_ARGS="--area quotes" for some of it)
# make lint    the quick part of that
# make types   the types, by mypy
# make bench   what kept and cold answers cost, also against stock Wagtail pages, and a thousand random edits under
#              readers: no page may be stale
# make bench-edge     the part of that about nginx: its speed, 10,000 slow connections, and faults under readers (PARTS="kept
#              slow faults" for some of it)
# make bench-import  what moving a blog in reaches and costs (docs/moving-in.md); PARTS="archive growth" for some of it
# make bench-search   how good and how fast the search is (BENCH_ARGS="--only quality" for some of it)
# make bench-editors   what choosers, reports, merging and related posts take at 5,000 posts and 5,000 people, and how
#              fast a post of 150 blocks opens in Chromium
# make bench-words EXPORT=export.xml.gz   how many words of a WordPress export's bodies become words of blocks
# make bench-publish  what publishing a post costs at 25 and at 20,000 posts
# make bench-growth   what public pages cost at 25 and at 20,000 posts, and which large tables they read from end to end
# make bench-people   what pages of people and topics cost as a site grows
# make guide-pictures   the pictures of docs/editors.md and of the Help menu, taken of the running demo
# make prove   what takes too long for CI: kills before every SQL statement, hostile requests and files, every address by
#              every role, a frozen database (PARTS="roles requests" for some of it)
# make upgrade what is new: backs up, updates, migrates, checks, and goes back if a check fails (VERSION=v0.2.0)
# make stack   the processes of docker-compose.yml without containers, as an ordinary user (DIR=stack PORT=8080)
# make check-deploy   nginx's configuration, the compose files and the systemd units, without an engine
# make pin-images     writes the digests of the images that docker-compose.yml names
# make drill   a site with bookings is made, destroyed and restored in a folder of its own, and compared;
#              BENCH_ARGS="--posts 10000" for a large one
# make drill-crawlers  80 requests a second of robots over filters and searches, and what readers notice of them
# PYTHON=/path/to/python3.12 chooses the interpreter.

PYTEST_ARGS ?=
BASE ?= HEAD
PARTS ?=
# Test processes, each with a database of its own: two more than CI has cores, as the two that have browser tests wait
# much of the time.
WORKERS ?= 4
# Coverage is measured where that costs little: Python 3.14 tells coverage which branches are taken, older ones have to
# be traced, and the tests take nearly half as long again.
COVERAGE ?= $(shell $(python) -c 'import sys; print("--cov" if sys.version_info >= (3, 14) else "")' 2>/dev/null)
python = .venv/bin/python

# Each candidate is run, for a command may exist and not work (as pyenv's placeholders do).
bootstrap = for candidate in $(if $(PYTHON),"$(PYTHON)",python3 python3.14 python3.13 python3.12 python3.11); do \
		if "$$candidate" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' 2>/dev/null; \
		then exec "$$candidate" config/bootstrap.py $(1); fi; \
	done; \
	echo "Roundtable needs Python 3.11 to 3.14, and found none$(if $(PYTHON), in $(PYTHON))." >&2; \
	echo "On Debian or Ubuntu: sudo apt install python3 python3-venv. Elsewhere: make PYTHON=/path/to/python3.12" >&2; \
	exit 1

# What a public site would set: the deployment check looks at the settings with it.
example = DJANGO_SETTINGS_MODULE=config.settings.production ALLOWED_HOSTS=www.example.org \
	SITE_URL=https://www.example.org EMAIL_URL=smtp://mail.example.org:25 SECRET_KEY=an-example-that-is-as-long-and-as-random-as-0f3c9b7e51d2a846

.PHONY: run dev test test-changed test-long coverage mutants lint types checks install bench bench-search bench-editors \
	 bench-import bench-words bench-people bench-publish bench-growth bench-edge bench-hosts prove upgrade drill drill-crawlers stack \
	 check-deploy pin-images guide-pictures
.NOTPARALLEL:

run:
	@$(call bootstrap,run)

dev:
	@$(call bootstrap,dev)

# The types and checks take one core for a minute or two: they run beside the tests, and are reported after them.
test: lint
	@report=$$(mktemp); nice $(MAKE) --no-print-directory types checks >$$report 2>&1 & others=$$!; \
	$(python) -m pytest -n $(WORKERS) $(COVERAGE) $(PYTEST_ARGS); tests=$$?; \
	wait $$others; others=$$?; cat $$report; rm $$report; exit $$((tests || others))

test-changed: install
	@WORKERS=$(WORKERS) $(python) -m tests.changed --base $(BASE) $(PYTEST_ARGS)

test-long: install
	RANDOMISED=long $(python) -m pytest -n $(WORKERS) -m "randomised or hypothesis" $(PYTEST_ARGS)

coverage: install
	$(python) -m pytest -n $(WORKERS) --cov $(PYTEST_ARGS)

mutants: install
	@WORKERS=$(WORKERS) $(python) -m bench.mutants $(MUTANTS_ARGS)

lint: install
	$(python) -m ruff check .
	$(python) -m ruff format --check .
	$(python) -m djlint --quiet --lint templates
	.venv/bin/lint-imports --no-logo --no-cache

types: install
	$(python) -m mypy .

checks: install
	DJANGO_SETTINGS_MODULE=config.settings.test $(python) manage.py makemigrations --check
	$(example) $(python) manage.py check --deploy --fail-level WARNING

install:
	@$(call bootstrap,install --dev)

bench-search: install
	$(python) -m bench.search $(BENCH_ARGS)

bench-editors: install
	$(python) -m bench.editors
	$(python) -m pytest -q tests/browser/measure_long_posts.py

bench-import: install
	$(python) -m bench.importing $(PARTS)

bench-words: install
	DJANGO_SETTINGS_MODULE=config.settings.test $(python) -m bench.wordpress.words $(EXPORT)

bench: install
	$(python) -m bench.delivery
	BENCH_SETTINGS=config.settings.stock $(python) -m bench.stock.budget
	$(python) -m bench.delivery.edits --edits 1000
	$(python) -m bench.delivery.edge $(PARTS)

bench-edge: install
	$(python) -m bench.delivery.edge $(PARTS)

bench-hosts: install
	$(python) -m bench.delivery.hosts
	$(python) -m bench.delivery.searches

drill-crawlers: install
	$(python) -m bench.delivery.crawlers

bench-people: install
	$(python) -m bench.people_pages

bench-publish: install
	$(python) -m bench.publishing

bench-growth: install
	$(python) -m bench.growth

guide-pictures: install
	$(python) -m bench.guide_pictures

prove: install
	$(python) -m bench.prove $(PARTS)

upgrade:
	@$(if $(PYTHON),"$(PYTHON)",python3) config/upgrade.py $(VERSION)

stack: install
	$(python) -m config.stack $(or $(DIR),var/stack) --port $(or $(PORT),8080) --demo

check-deploy: install
	$(python) -m config.check_deploy

pin-images:
	deploy/pin-images.sh

drill: install
	BENCH_SETTINGS=config.settings.drill $(python) -m bench.drill $(BENCH_ARGS)
