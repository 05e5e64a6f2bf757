-- The demo: the workspace that everybody may enter before the set-up, and whom they enter it as. One at most.
-- Nobody of it has a credential: it is entered by its own button, and by nothing else.
create table demo (
    the_only boolean primary key default true check (the_only),
    workspace_id uuid not null references workspace,
    person_id uuid not null,
    made_at timestamptz not null default now(),
    foreign key (workspace_id, person_id) references person
);
