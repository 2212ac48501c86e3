# Roundtable as one image: the site, its packages and its static files. docker-compose.yml runs it as web and as worker,
# with nginx, the database and the cache beside it.

FROM python:3.13-slim AS packages
WORKDIR /site
COPY requirements.txt .
RUN python -m venv .venv \
    && .venv/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes --no-deps -r requirements.txt

FROM python:3.13-slim
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 LOG_FORMAT=json
WORKDIR /site
RUN useradd --system --uid 10001 --no-create-home --home-dir /site site \
    && install -d -o site -g site var var/media var/media/images var/cache var/cache/edge var/static /backups
COPY --from=packages /site/.venv .venv
COPY . .
# pip has compiled the packages. Without this, each start would compile 600 modules: the root is read-only.
RUN .venv/bin/python -m compileall -q -x '/\.venv/' .
USER 10001
# The static files are collected here, so that the container starts at once; `serve` finds them unchanged.
RUN DJANGO_SETTINGS_MODULE=config.settings.production \
    SECRET_KEY=only-for-collecting-static-files-and-never-used-by-a-site ALLOWED_HOSTS=localhost SITE_URL=http://localhost \
    .venv/bin/python -c "import django; django.setup(); from delivery import startup; startup.collect_static(print)"

VOLUME ["/site/var", "/backups"]
EXPOSE 8000
# With a host name that the site answers to, as it refuses any other.
HEALTHCHECK --interval=15s --timeout=5s --start-period=120s --retries=3 CMD [ \
    ".venv/bin/python", "-c", \
    "import os, urllib.request as r; h = os.environ.get('ALLOWED_HOSTS', '').split(',')[0].lstrip('.*') or 'localhost'; r.urlopen(r.Request('http://127.0.0.1:8000/health/ready/', headers={'Host': h}), timeout=4)"]
CMD [".venv/bin/python", "config/bootstrap.py", "serve", "--host", "0.0.0.0", "--port", "8000"]
