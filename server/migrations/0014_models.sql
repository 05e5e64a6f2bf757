-- Accounts on the categorization models: what they were scored, where they stand, and what both sides put into the relationship.

-- A director confirms or refuses a placement. A confirmed one that answers nothing is the decision of the only agency director. An
-- answer that was taken back leaves room for another one, so that only the rules say that a word is answered once.
alter table placement
    drop constraint placement_state_check,
    drop constraint placement_check,
    add check (state in ('proposed', 'confirmed', 'refused', 'withdrawn')),
    add check (case when answers_id is null then state in ('proposed', 'confirmed') else state <> 'proposed' end);

drop index placement_answers;
create index placement_answers on placement (workspace_id, answers_id) where answers_id is not null;

-- The same on every other model. Models and their cells are data of the program.
create table position (
    workspace_id uuid not null references workspace,
    id uuid not null,
    account_id uuid not null,
    model text not null check (model <> ''),
    version bigint not null check (version > 0),
    cell text not null check (cell <> ''),
    day date not null,
    by_id uuid not null,
    reason text not null,
    state text not null check (state in ('proposed', 'confirmed', 'refused', 'withdrawn')),
    answers_id uuid,
    -- The number of its entry in the log.
    recorded bigint not null,
    primary key (workspace_id, id),
    foreign key (workspace_id, account_id) references account,
    foreign key (workspace_id, by_id) references person,
    foreign key (workspace_id, answers_id) references position,
    check (case when answers_id is null then state in ('proposed', 'confirmed') else state <> 'proposed' end)
);

-- The one by which an account stands is the first of its account and model in this order that nobody refused or took back.
create index position_standing
    on position (workspace_id, account_id, model, day desc, recorded desc, id desc);
create index position_answers on position (workspace_id, answers_id) where answers_id is not null;

-- Scores are written `trust 4`, or `delivery 7/6` beside the best competitor's; evidence is a criterion, a blank and a note. What takes
-- an assessment back has neither.
create table assessment (
    workspace_id uuid not null references workspace,
    id uuid not null,
    account_id uuid not null,
    model text not null check (model <> ''),
    version bigint not null check (version > 0),
    by_id uuid not null,
    day date not null,
    scores text[] not null,
    context text[] not null,
    evidence text[] not null,
    withdraws_id uuid,
    recorded bigint not null,
    primary key (workspace_id, id),
    foreign key (workspace_id, account_id) references account,
    foreign key (workspace_id, by_id) references person,
    foreign key (workspace_id, withdraws_id) references assessment,
    check ((withdraws_id is null) = (cardinality(scores) > 0))
);

create index assessment_holding
    on assessment (workspace_id, account_id, model, day desc, recorded desc, id desc);
create unique index assessment_withdraws on assessment (workspace_id, withdraws_id) where withdraws_id is not null;

-- What one side put in, and how much of it would serve elsewhere as well, in percent.
create table investment (
    workspace_id uuid not null references workspace,
    id uuid not null,
    account_id uuid not null,
    side text not null check (side in ('ours', 'theirs')),
    kind text not null check (kind in ('assets', 'people', 'systems', 'learning')),
    amount_minor bigint not null check (amount_minor >= 0),
    day date not null,
    redeployable_percent bigint not null check (redeployable_percent between 0 and 100),
    note text not null,
    primary key (workspace_id, id),
    foreign key (workspace_id, account_id) references account
);

create index investment_account on investment (workspace_id, account_id);
