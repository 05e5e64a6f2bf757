-- What is known of each account, as whole numbers by their names (app/domain/src/categorization/facts.rs): what signals propose scores from
-- and what ladders go by. It is made of documents with their lines, contracts, partners, investments, estimates of wallets and notes, in the
-- transaction that changes one of these, and stands on the sheet of the trailing figures (0007): what it says of trade is said to the same
-- reporting date. It follows from what the log keeps, so that the log keeps nothing of it.
create table known_facts (
    workspace_id uuid not null references workspace,
    account_id uuid not null,
    sheet_id uuid not null,
    facts jsonb not null check (jsonb_typeof(facts) = 'object'),
    -- The last day for which it holds if nobody writes anything, as a contract ends; null where only writing changes it.
    holds_until date,
    primary key (workspace_id, account_id, sheet_id),
    -- What is left of an old sheet keeps no account.
    foreign key (workspace_id, account_id) references account on delete cascade
);

-- The day on which it was looked whether all of them still hold. None of them does where it is null, and a server works them out before
-- it is ready.
alter table workspace add column facts_on date;
