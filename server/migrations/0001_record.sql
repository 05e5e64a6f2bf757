-- The records: what a sales organisation knows. These tables are the truth; the log (0002) is their history.
--
-- Every table is one noun of app/domain/src, every column one of its fields; a field that names another record ends in
-- _id. Every key begins with workspace_id, so that no row of one house can point into another and a distributed
-- PostgreSQL could shard by it. Money is a whole number of minor units, a day is a day, an instant an instant.
-- Rules that people meet are worded in the domain; the constraints here keep the same rules against any other writer.

-- The house of one sales organisation, and the place to which its log has come. Its row is locked first by everything
-- that writes, which gives the workspace one order without gaps.
create table workspace (
    workspace_id uuid primary key,
    name text not null check (name <> ''),
    base_currency text not null check (base_currency ~ '^[A-Z]{3}$'),
    -- Set by a director; null: today or the last ledger day, whichever is earlier.
    reporting_date date,
    last_ledger_day date,
    -- The number of the last entry of the log, and its hash; no entry has number 0, nothing has its hash.
    seq bigint not null default 0 check (seq >= 0),
    head bytea not null default ''::bytea,
    -- The reporting date for which the trailing figures stand.
    trailing_to date
);

-- Someone who works here. How they sign in is kept apart from this (0003).
create table person (
    workspace_id uuid not null references workspace,
    id uuid not null,
    name text not null check (name <> ''),
    roles text[] not null check (cardinality(roles) > 0),
    superior_id uuid,
    active boolean not null,
    primary key (workspace_id, id),
    foreign key (workspace_id, superior_id) references person,
    check (superior_id <> id)
);

-- A client firm. Whoever leads it may be nobody yet.
create table account (
    workspace_id uuid not null references workspace,
    id uuid not null,
    name text not null check (name <> ''),
    reference text collate "C" not null,
    country text not null,
    segment text not null,
    tags text[] not null,
    owner_id uuid,
    next_step text not null,
    next_step_day date,
    primary key (workspace_id, id),
    foreign key (workspace_id, owner_id) references person,
    check (next_step <> '' or next_step_day is null)
);

-- A reference names one account; many have none.
create unique index account_reference on account (workspace_id, reference) where reference <> '';

-- A word on where an account stands; append-only. An answer names what it answers, and there is one answer at most.
create table placement (
    workspace_id uuid not null references workspace,
    id uuid not null,
    account_id uuid not null,
    model text not null check (model in ('relationship')),
    cell text not null check (cell in ('pre', 'early', 'mid', 'partnership', 'synergistic', 'uncoupling')),
    day date not null,
    by_id uuid not null,
    reason text not null,
    state text not null check (state in ('proposed', 'withdrawn')),
    answers_id uuid,
    -- The number of its entry in the log.
    recorded bigint not null,
    primary key (workspace_id, id),
    foreign key (workspace_id, account_id) references account,
    foreign key (workspace_id, by_id) references person,
    foreign key (workspace_id, answers_id) references placement,
    check ((state = 'withdrawn') = (answers_id is not null))
);

create index placement_account on placement (workspace_id, account_id);
create unique index placement_answers on placement (workspace_id, answers_id) where answers_id is not null;

-- A taken-in file; its documents name it.
create table import (
    workspace_id uuid not null references workspace,
    id uuid not null,
    by_id uuid not null,
    at timestamptz not null,
    -- SHA-256 in hexadecimal.
    file_hash text not null,
    imported bigint not null,
    accounts_created bigint not null,
    unchanged bigint not null,
    refused bigint not null,
    currency text not null check (currency ~ '^[A-Z]{3}$'),
    sales_minor bigint not null,
    credits_minor bigint not null,
    primary key (workspace_id, id),
    foreign key (workspace_id, by_id) references person
);

-- A sale or a credit. Its number is unique in the workspace; its amount is never below zero, a credit takes away.
create table document (
    workspace_id uuid not null references workspace,
    id uuid not null,
    account_id uuid not null,
    kind text not null check (kind in ('sale', 'credit')),
    day date not null,
    number text collate "C" not null check (number <> ''),
    amount_minor bigint not null check (amount_minor between 0 and 100000000000000),
    currency text not null check (currency ~ '^[A-Z]{3}$'),
    import_id uuid,
    primary key (workspace_id, id),
    unique (workspace_id, number),
    foreign key (workspace_id, account_id) references account,
    foreign key (workspace_id, import_id) references import
);

-- The newest documents of an account, and its days of one month.
create index document_account on document (workspace_id, account_id, day, number, id);
-- The documents of the two broken months, for all accounts at once.
create index document_day on document (workspace_id, day);

-- What colleagues write down about an account.
create table note (
    workspace_id uuid not null references workspace,
    id uuid not null,
    account_id uuid not null,
    author_id uuid not null,
    at timestamptz not null,
    text text not null check (text <> ''),
    primary key (workspace_id, id),
    foreign key (workspace_id, account_id) references account,
    foreign key (workspace_id, author_id) references person
);

create index note_account on note (workspace_id, account_id, at);

-- What an account brought in the twelve months to the reporting date. Made from documents in the transaction that changes
-- them; there is a row where the figure is not zero. (The domain says Trailing, which SQL keeps for itself.)
create table trailing_figure (
    workspace_id uuid not null references workspace,
    account_id uuid not null,
    revenue_ttm_minor bigint not null check (revenue_ttm_minor <> 0),
    primary key (workspace_id, account_id),
    foreign key (workspace_id, account_id) references account
);

-- What an account bought and was credited in one calendar month, so that figures read documents for broken months only.
-- There is a row where there is a document.
create table month_total (
    workspace_id uuid not null references workspace,
    account_id uuid not null,
    -- The first day of the month.
    month date not null check (extract(day from month) = 1),
    sales_minor bigint not null check (sales_minor >= 0),
    credits_minor bigint not null check (credits_minor >= 0),
    primary key (workspace_id, account_id, month),
    foreign key (workspace_id, account_id) references account
);
