-- What people are writing and have not sent, so that it is there again on another device or after the browser let the page go. It is no
-- record of the business: it has no history, nobody but its author sees it, and it goes after a while.

create table draft (
    workspace_id uuid not null references workspace,
    person_id uuid not null,
    -- The record that it is about, or that it is to follow.
    of_id uuid not null,
    -- What it is to become, by the word that the app has for it.
    what text not null check (what <> ''),
    body text not null,
    kept_at timestamptz not null,
    primary key (workspace_id, person_id, of_id, what),
    foreign key (workspace_id, person_id) references person
);
