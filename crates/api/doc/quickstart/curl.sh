#!/bin/sh
# Quick start with curl: search, decide, ask for many. AIGUILLEUR_URL says where, AIGUILLEUR_KEY who (if asked).
set -eu
url=${AIGUILLEUR_URL:-http://127.0.0.1:8080}

ask() { curl --fail --silent --show-error ${AIGUILLEUR_KEY:+--header "Authorization: Bearer $AIGUILLEUR_KEY"} "$@"; }

# Somebody, by what one knows of them.
ask --get "$url/v1/search" --data-urlencode "q=vauquelin rouen"
echo

# On which identifier to order, and on which ground.
ask "$url/v1/professionals/99700000104/decisions?usages=dmp&fields=recommendation,decisions.summary,decisions.identifier"
echo

# Many at once, one line each.
ask "$url/v1/professionals:batch" --header 'Content-Type: application/json' \
    --header 'Accept: application/x-ndjson' \
    --data '{"ids": ["99700000104", "99700000203", "12"], "fields": ["decisions.outcome", "decisions.identifier"]}'
