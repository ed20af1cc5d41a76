# The service of the profile `backup`: the scripts, PostgreSQL's own tools, and Node for encryption. Context: the repository.
FROM node:24-trixie-slim AS node
FROM postgres:17-trixie
COPY --from=node /usr/local/bin/node /usr/local/bin/node
WORKDIR /app
COPY .env.template ./
COPY scripts/backup ./scripts/
COPY scripts/stack/environment.sh scripts/stack/archive.sh scripts/stack/archive-inside.sh scripts/stack/seal.mjs scripts/stack/daily-backup ./scripts/stack/
RUN node --version && install -d -o 101 -g 3000 -m 0750 /backups
USER 101:3000
ENTRYPOINT []
CMD ["scripts/stack/daily-backup"]
