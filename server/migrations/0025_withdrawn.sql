-- What files that were taken back had brought, so that what was known before that can still be told: of each document what trade goes by, and
-- the accounts that were made for a file and went with one. Nothing else reads it, and nothing here is ever changed.

create table withdrawn_document (
    workspace_id uuid not null references workspace,
    id uuid not null,
    account_id uuid not null,
    kind text not null check (kind in ('sale', 'credit', 'purchase')),
    day date not null,
    base_minor bigint not null,
    -- The file that brought it, and that was taken back.
    import_id uuid not null,
    primary key (workspace_id, import_id, id),
    foreign key (workspace_id, import_id) references import
);

create table withdrawn_account (
    workspace_id uuid not null references workspace,
    id uuid not null,
    name text not null check (name <> ''),
    reference text collate "C" not null,
    country text not null,
    -- The file for which it was made, and the one that was taken back as it went: the same, or one that came later.
    import_id uuid not null,
    withdrawn_import_id uuid not null,
    primary key (workspace_id, withdrawn_import_id, id),
    foreign key (workspace_id, import_id) references import,
    foreign key (workspace_id, withdrawn_import_id) references import
);
