-- The log: who did what, when, and from what to what. Kept for ever, for the audit, the history, undo, live updates and
-- for knowing a command again that comes twice.

-- An accepted command. Each row carries a hash over itself and over the hash of the row before, and a salted hash of each
-- of its images, so that whoever alters a row or an image breaks the chain, while blanking an image leaves it whole.
create table log (
    workspace_id uuid not null references workspace,
    seq bigint not null check (seq > 0),
    -- The command's id, made by the client.
    id uuid not null,
    actor_id uuid not null,
    device uuid not null,
    -- The server's clock, and the device's.
    at timestamptz not null,
    made_at timestamptz not null,
    -- SHA-256 of the command as it came.
    body_hash bytea not null,
    -- The command's word, and the form in which it travelled.
    kind text not null,
    wire integer not null,
    -- The entry that it took back.
    undoes bigint,
    -- It changed more than its images tell, such as a file that was taken in: readers fetch the directory again.
    bulk boolean not null,
    -- The records of its images, and the salted SHA-256 of each image, in their order.
    touched uuid[] not null,
    image_hashes bytea[] not null,
    previous bytea not null,
    hash bytea not null,
    primary key (workspace_id, seq),
    unique (workspace_id, id),
    foreign key (workspace_id, actor_id) references person,
    foreign key (workspace_id, undoes) references log,
    check (undoes < seq)
);

create index log_undoes on log (workspace_id, undoes) where undoes is not null;

-- One record's part in an entry: its fields before and after. The only part of the log that can be blanked.
create table log_image (
    workspace_id uuid not null,
    seq bigint not null,
    ordinal integer not null check (ordinal >= 0),
    record_id uuid not null,
    kind text not null,
    -- The account that it belongs to, which decides who may read it.
    account_id uuid,
    act text not null check (act in ('create', 'edit', 'remove')),
    -- Both are null once the image was blanked.
    salt bytea,
    fields jsonb,
    primary key (workspace_id, seq, ordinal),
    foreign key (workspace_id, seq) references log,
    check ((salt is null) = (fields is null))
);

-- The history of an account, newest first, and that of any record.
create index log_image_account on log_image (workspace_id, account_id, seq desc);
create index log_image_record on log_image (workspace_id, record_id, seq desc);

-- A command that was not accepted, with its receipt to the byte, so that it is answered alike when it comes again.
create table refusal (
    workspace_id uuid not null references workspace,
    id uuid not null,
    actor_id uuid not null,
    device uuid not null,
    at timestamptz not null,
    made_at timestamptz not null,
    body_hash bytea not null,
    kind text not null,
    reason jsonb not null,
    receipt bytea not null,
    primary key (workspace_id, id),
    foreign key (workspace_id, actor_id) references person
);

-- What was written stays written.
create function refuse_rewriting() returns trigger language plpgsql as $$
begin
    raise exception 'the log is kept as it was written (% of %)', tg_op, tg_table_name;
end
$$;

create trigger log_is_kept before update or delete on log
    for each row execute function refuse_rewriting();
create trigger log_is_not_emptied before truncate on log
    for each statement execute function refuse_rewriting();
create trigger log_image_is_kept before delete on log_image
    for each row execute function refuse_rewriting();
create trigger log_image_is_not_emptied before truncate on log_image
    for each statement execute function refuse_rewriting();

-- An image is blanked, or left alone.
create function refuse_all_but_blanking() returns trigger language plpgsql as $$
begin
    if new.fields is null and new.salt is null
        and (new.workspace_id, new.seq, new.ordinal, new.record_id, new.kind, new.account_id, new.act)
            is not distinct from
            (old.workspace_id, old.seq, old.ordinal, old.record_id, old.kind, old.account_id, old.act)
    then
        return new;
    end if;
    raise exception 'an image of the log can be blanked and nothing else';
end
$$;

create trigger log_image_is_only_blanked before update on log_image
    for each row execute function refuse_all_but_blanking();
