-- Un fichier de clients (client_id, rpps, identifier) devant les tables d'un export : ce que `aiguilleur reconcile` dit
-- des cas simples. Le même texte pour DuckDB, Spark et Trino ; « autre » est pour `reconcile`, qui lit aussi les noms,
-- les certificats et les numéros mal écrits.
WITH scm AS (
  -- Le SIRET d'une SCM, tel quel ; ou n'importe lequel de ses SIRET, quand SIRENE ou FINESS dit qu'elle en est une.
  SELECT DISTINCT siret AS number FROM structures WHERE scm IS NOT NULL AND siret IS NOT NULL
  UNION
  SELECT DISTINCT siren AS number FROM structures WHERE scm IN ('sirene', 'finess')
),
standing AS (
  SELECT
    client_id,
    COUNT(decisions.id_nat_pp) AS known,
    SUM(CASE WHEN decisions.status = 'active' THEN 1 ELSE 0 END) AS active,
    -- Hors couloir, le numéro que l'annuaire porte est juste, même si aucune règle ne dit de commander dessus.
    SUM(CASE WHEN decisions.status = 'active' AND (clients.identifier IN (decisions.identifier, decisions.fallback)
        OR decisions.outcome = 'not_covered' AND clients.identifier = decisions.hint) THEN 1 ELSE 0 END) AS agreeing
  FROM clients LEFT JOIN decisions ON decisions.rpps = clients.rpps
  GROUP BY client_id
)
SELECT
  clients.client_id,
  CASE
    WHEN LENGTH(clients.identifier) = 14 AND EXISTS (
      SELECT 1 FROM scm WHERE scm.number = clients.identifier OR scm.number = SUBSTRING(clients.identifier, 1, 9)
    ) THEN 'scm_siret'
    WHEN standing.known > 0 AND standing.active = 0 THEN 'ended_activity'
    WHEN standing.agreeing > 0 THEN 'ok'
    ELSE 'autre'
  END AS verdict
FROM clients JOIN standing ON standing.client_id = clients.client_id
ORDER BY clients.client_id
