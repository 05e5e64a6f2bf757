-- A file of trade on its way in: staged here while it is read and checked, outside of any lock, and removed afterwards.
-- Unlogged, for a file that was lost on the way is sent again; keys name no other table, since nothing else is to wait
-- for it. What is left behind by a server that was killed is swept once it is an hour old.

create unlogged table upload (
    workspace_id uuid not null,
    id uuid not null,
    -- When it was last heard of.
    seen_at timestamptz not null default now(),
    primary key (workspace_id, id)
);

-- The rows as they came; null where the file has no such column.
create unlogged table upload_row (
    workspace_id uuid not null,
    upload_id uuid not null,
    line bigint not null,
    number text,
    reference text,
    name text,
    country text,
    day text,
    amount text,
    kind text,
    currency text,
    primary key (workspace_id, upload_id, line)
);

-- The rows as they were read, each number once. Fresh: the books do not have it yet.
create unlogged table upload_document (
    workspace_id uuid not null,
    upload_id uuid not null,
    number text collate "C" not null,
    line bigint not null,
    document_id uuid not null,
    reference text collate "C" not null,
    kind text not null,
    day date not null,
    amount_minor bigint not null,
    fresh boolean not null,
    primary key (workspace_id, upload_id, number)
);

-- What the file says about each customer, each saying once with the day and line on which it says so first. Every
-- customer has one of field `reference`.
create unlogged table upload_saying (
    workspace_id uuid not null,
    upload_id uuid not null,
    reference text collate "C" not null,
    field text not null check (field in ('reference', 'name', 'country')),
    says text collate "C" not null,
    day date not null,
    line bigint not null,
    -- The first line in the file that says so, whatever its day.
    first_line bigint not null,
    primary key (workspace_id, upload_id, reference, field, says)
);

-- What the fresh rows add up to, by customer and calendar month.
create unlogged table upload_month (
    workspace_id uuid not null,
    upload_id uuid not null,
    reference text collate "C" not null,
    -- The first day of the month.
    month date not null,
    sales_minor bigint not null,
    credits_minor bigint not null,
    primary key (workspace_id, upload_id, reference, month)
);

-- Which account each customer of the file is, told once when it is taken in.
create unlogged table upload_account (
    workspace_id uuid not null,
    upload_id uuid not null,
    reference text collate "C" not null,
    account_id uuid not null,
    primary key (workspace_id, upload_id, reference)
);
