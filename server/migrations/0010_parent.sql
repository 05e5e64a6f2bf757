-- An account can stand below another one, as a subsidiary stands below the firm that owns it. That such groups are trees is decided
-- above the database, under the lock of the workspace.
alter table account
    add column parent_id uuid,
    add foreign key (workspace_id, parent_id) references account,
    add check (parent_id <> id);

create index account_parent on account (workspace_id, parent_id) where parent_id is not null;
