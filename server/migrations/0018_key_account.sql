-- The key accounts: by which rules accounts count as key, and what was decided on who is.

create table key_rule (
    workspace_id uuid not null references workspace,
    id uuid not null,
    name text not null check (name <> ''),
    basis text not null check (basis in ('cells', 'together', 'each')),
    -- Where it goes by a model: in which of its cells an account stands, and whether that must be confirmed.
    model text not null,
    cells text[] not null,
    confirmed boolean not null,
    -- Where it goes by revenue: how much of it.
    percent bigint not null check (percent between 0 and 100),
    from_day date not null,
    to_day date check (to_day >= from_day),
    primary key (workspace_id, id),
    check ((basis = 'cells') = (model <> '' and cardinality(cells) > 0)),
    check ((basis = 'cells') = (percent = 0))
);

-- Append-only: what takes a decision back is a row of its own.
create table key_decision (
    workspace_id uuid not null references workspace,
    id uuid not null,
    account_id uuid not null,
    says text not null check (says in ('taken_in', 'let_go')),
    day date not null,
    by_id uuid not null,
    rule_id uuid,
    reason text not null,
    state text not null check (state in ('confirmed', 'withdrawn')),
    answers_id uuid,
    -- The number of its entry in the log.
    recorded bigint not null,
    primary key (workspace_id, id),
    foreign key (workspace_id, account_id) references account,
    foreign key (workspace_id, by_id) references person,
    foreign key (workspace_id, rule_id) references key_rule,
    foreign key (workspace_id, answers_id) references key_decision,
    check ((answers_id is null) = (state = 'confirmed'))
);

create index key_decision_account on key_decision (workspace_id, account_id);
create index key_decision_rule on key_decision (workspace_id, rule_id) where rule_id is not null;
