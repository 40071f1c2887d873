-- Panel management: may see and correct panelists, and answers that were flagged.
CREATE ROLE data_steward;
