-- Scenarios, each version as its author kept it, and what was said of them. Both only ever grow, which a trigger holds as well.

create table scenario (
    workspace_id uuid not null references workspace,
    id uuid not null,
    -- The first version of the same scenario: itself, where it is the first.
    first_id uuid not null,
    version bigint not null check (version > 0),
    author_id uuid not null,
    name text not null check (name <> ''),
    note text not null,
    day date not null,
    -- What is supposed or wished of an account each, with what stood there, as domain/src/scenario/step.rs writes them.
    steps text[] not null check (cardinality(steps) > 0),
    -- The number of its entry in the log.
    recorded bigint not null,
    primary key (workspace_id, id),
    foreign key (workspace_id, first_id) references scenario,
    foreign key (workspace_id, author_id) references person,
    check ((version = 1) = (first_id = id))
);

-- Not unique by version: one whose keeping was undone leaves its number to the next one.
create index scenario_first on scenario (workspace_id, first_id);

create table scenario_word (
    workspace_id uuid not null references workspace,
    id uuid not null,
    scenario_id uuid not null,
    author_id uuid not null,
    says text not null
        check (says in ('submitted', 'withdrawn', 'taken_in', 'returned', 'shared', 'unshared', 'discarded', 'undone')),
    comment text not null,
    by_id uuid not null,
    answers_id uuid,
    recorded bigint not null,
    primary key (workspace_id, id),
    foreign key (workspace_id, scenario_id) references scenario,
    foreign key (workspace_id, author_id) references person,
    foreign key (workspace_id, by_id) references person,
    foreign key (workspace_id, answers_id) references scenario_word,
    check (answers_id is null or says = 'undone')
);

create index scenario_word_scenario on scenario_word (workspace_id, scenario_id);

create function scenario_stays() returns trigger language plpgsql as $$
begin
    raise exception 'what was kept of a scenario stays as it was';
end
$$;

create trigger scenario_stays before update on scenario for each row execute function scenario_stays();
create trigger scenario_word_stays before update on scenario_word for each row execute function scenario_stays();
