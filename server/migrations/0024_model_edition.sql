-- Editions of categorization models that the workspace made its own: each as it was published, for good. What was assessed by an edition is
-- computed by it for ever, so that none is changed or taken away, which a trigger holds as well.

create table model_edition (
    workspace_id uuid not null references workspace,
    id uuid not null,
    model text not null check (model ~ '^[a-z][a-z0-9_]{0,39}$'),
    version bigint not null check (version > 0),
    -- The file of the model, as app/domain/models has those that are shipped.
    text text not null check (text <> ''),
    by_id uuid not null,
    day date not null,
    reason text not null,
    -- The number of its entry in the log.
    recorded bigint not null,
    primary key (workspace_id, id),
    unique (workspace_id, model, version),
    foreign key (workspace_id, by_id) references person
);

create function model_edition_stays() returns trigger language plpgsql as $$
begin
    raise exception 'an edition stays as it was published';
end
$$;

create trigger model_edition_stays before update on model_edition for each row execute function model_edition_stays();
