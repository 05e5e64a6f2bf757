-- What accounts are to bring, each target for whole calendar months. That those of an account follow each other without gap and overlap is
-- decided above the database, under the lock of the workspace: several may change together, and only their end counts.

create table target (
    workspace_id uuid not null references workspace,
    id uuid not null,
    account_id uuid not null,
    from_day date not null check (extract(day from from_day) = 1),
    to_day date not null check (extract(day from to_day + 1) = 1),
    amount_minor bigint not null check (amount_minor >= 0),
    primary key (workspace_id, id),
    foreign key (workspace_id, account_id) references account,
    check (to_day > from_day)
);

create index target_account on target (workspace_id, account_id, from_day);
-- Reports ask for all that reach into a window; most of a house are of one year.
create index target_day on target (workspace_id, to_day, from_day);
