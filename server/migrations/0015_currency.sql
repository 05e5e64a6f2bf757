-- Other currencies than that of the books: what each was worth day by day, and by which rate a document was converted once and for all.

create table exchange_rate (
    workspace_id uuid not null references workspace,
    id uuid not null,
    currency text not null check (currency ~ '^[A-Z]{3}$'),
    day date not null,
    -- Units of the base currency for a unit of this one, in ten-billionths.
    rate bigint not null check (rate > 0),
    primary key (workspace_id, id),
    unique (workspace_id, currency, day)
);

-- A document in the base currency has no rate. What it comes to in the base currency is what every sum takes.
alter table document
    add column rate bigint check (rate > 0),
    add column converted_minor bigint check (converted_minor between -100000000000000 and 100000000000000),
    add check ((rate is null) = (converted_minor is null)),
    add column base_minor bigint not null generated always as (coalesce(converted_minor, amount_minor)) stored;

-- A file may tell of several currencies; what it adds to months is in the base currency.
alter table upload_document
    add column currency text not null,
    add column rate bigint,
    add column converted_minor bigint;
