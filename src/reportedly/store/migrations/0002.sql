-- The queue of doubtful statements: those that only the machine has looked at, least sure first.
CREATE INDEX statements_by_doubt ON statements (checked, confidence, key);
