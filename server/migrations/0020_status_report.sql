-- Status reports of those who lead accounts, each version as it was sent, and what was said to them. Both only ever grow: a report stays
-- as it was sent whatever moves in the books, which a trigger holds as well.

create table status_report (
    workspace_id uuid not null references workspace,
    id uuid not null,
    author_id uuid not null,
    -- The first day of the month that it is about.
    period date not null check (extract(day from period) = 1),
    version bigint not null check (version > 0),
    -- Nobody in particular where it went to the agency directors.
    sent_to_id uuid,
    day date not null,
    currency text not null check (currency ~ '^[A-Z]{3}$'),
    accounts bigint not null check (accounts > 0),
    revenue_minor bigint not null,
    prior_minor bigint not null,
    comment text not null,
    -- An account each, with its figures, its news and what is said of it, as domain/src/status_report/line.rs writes them.
    lines text[] not null check (cardinality(lines) > 0),
    -- The number of its entry in the log.
    recorded bigint not null,
    primary key (workspace_id, id),
    unique (workspace_id, author_id, period, version),
    foreign key (workspace_id, author_id) references person,
    foreign key (workspace_id, sent_to_id) references person
);

-- Lists tell the reports on a stretch of months.
create index status_report_period on status_report (workspace_id, period);

create table status_answer (
    workspace_id uuid not null references workspace,
    id uuid not null,
    report_id uuid not null,
    author_id uuid not null,
    says text not null check (says in ('accepted', 'returned', 'withdrawn')),
    comment text not null,
    by_id uuid not null,
    answers_id uuid,
    recorded bigint not null,
    primary key (workspace_id, id),
    foreign key (workspace_id, report_id) references status_report,
    foreign key (workspace_id, author_id) references person,
    foreign key (workspace_id, by_id) references person,
    foreign key (workspace_id, answers_id) references status_answer,
    check (answers_id is null or says = 'withdrawn')
);

create index status_answer_report on status_answer (workspace_id, report_id);

create function status_report_stays() returns trigger language plpgsql as $$
begin
    raise exception 'what was reported stays as it was sent';
end
$$;

create trigger status_report_stays before update on status_report for each row execute function status_report_stays();
create trigger status_answer_stays before update on status_answer for each row execute function status_report_stays();
