-- Who may come in: credentials, sessions, tokens, invitations, the set-up link, and the throttle on guessing.
-- Secrets stand here as hashes only. Keys begin with the workspace; what is looked up before anybody is known (an e-mail
-- address, the hash of a token) is unique over the whole installation besides.

-- How a person signs in. The password is null until the invitation is taken up.
create table credential (
    workspace_id uuid not null,
    person_id uuid not null,
    email text not null check (email = btrim(email) and length(email) between 3 and 254),
    password_hash text,
    made_at timestamptz not null default now(),
    password_at timestamptz,
    primary key (workspace_id, person_id),
    foreign key (workspace_id, person_id) references person
);
create unique index credential_email on credential (lower(email));

-- Somebody's presence in one browser. Ends by sign-out, eight hours after the last request, or a day after sign-in.
create table session (
    workspace_id uuid not null,
    token_hash bytea not null check (length(token_hash) = 32),
    person_id uuid not null,
    began_at timestamptz not null default now(),
    seen_at timestamptz not null default now(),
    idle_until timestamptz not null,
    ends_at timestamptz not null,
    primary key (workspace_id, token_hash),
    foreign key (workspace_id, person_id) references person
);
create unique index session_token on session (token_hash);
create index session_person on session (workspace_id, person_id);

-- A script's way in, as its maker.
create table token (
    workspace_id uuid not null,
    token_hash bytea not null check (length(token_hash) = 32),
    person_id uuid not null,
    made_at timestamptz not null default now(),
    seen_at timestamptz,
    primary key (workspace_id, token_hash),
    foreign key (workspace_id, person_id) references person
);
create unique index token_hash on token (token_hash);
create index token_person on token (workspace_id, person_id);

-- The one open link by which a person sets a password. A new one replaces the one before.
create table invitation (
    workspace_id uuid not null,
    person_id uuid not null,
    token_hash bytea not null check (length(token_hash) = 32),
    made_by uuid,
    made_at timestamptz not null default now(),
    ends_at timestamptz not null,
    primary key (workspace_id, person_id),
    foreign key (workspace_id, person_id) references person
);
create unique index invitation_token on invitation (token_hash);

-- The link printed at the first start: whoever holds it sets the workspace up, once. One row at most.
create table setup_link (
    the_only boolean primary key default true check (the_only),
    token_hash bytea not null check (length(token_hash) = 32),
    made_at timestamptz not null default now()
);

-- A browser in which a person has signed in before: somebody else's guessing does not lock it out.
create table known_device (
    workspace_id uuid not null,
    device_hash bytea not null check (length(device_hash) = 32),
    person_id uuid not null,
    seen_at timestamptz not null default now(),
    primary key (workspace_id, device_hash, person_id),
    foreign key (workspace_id, person_id) references person
);
create index known_device_hash on known_device (device_hash);

-- Guesses, counted before they are looked at. The key is a hash: no address of anybody is kept here.
create table throttle (
    key bytea primary key check (length(key) = 32),
    -- Tries in this round; a round ends when nobody tried for its length, or when it is used up.
    tries int not null,
    last_at timestamptz not null,
    -- Rounds that were used up lately: each makes the next wait longer.
    rounds int not null default 0,
    wait_until timestamptz,
    -- By which try the row was last counted, so that a try can tell whether it was.
    stamp bigint not null
);
create index throttle_last_at on throttle (last_at);
