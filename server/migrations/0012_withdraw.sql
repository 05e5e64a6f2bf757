-- A file can be taken back out of the books. Its import stays and says when, and how many of its documents stayed.
alter table import
    add column withdrawn_at timestamptz,
    add column kept bigint not null default 0;

-- The import for which an account was made; null where somebody took it in, or before this was kept.
alter table account
    add column import_id uuid,
    add foreign key (workspace_id, import_id) references import;

create index account_import on account (workspace_id, import_id) where import_id is not null;
create index document_import on document (workspace_id, import_id) where import_id is not null;
