-- What boards do not need: the catalogue, contracts, partners, and what accounts are reckoned to spend. That a name is there once in
-- whatever case is decided above the database, under the lock of the workspace: it folds case as Unicode does, whatever the collation.

create table product_family (
    workspace_id uuid not null references workspace,
    id uuid not null,
    name text not null check (name <> ''),
    code text not null,
    archived boolean not null,
    primary key (workspace_id, id)
);

create table product (
    workspace_id uuid not null references workspace,
    id uuid not null,
    family_id uuid not null,
    name text not null check (name <> ''),
    code text not null,
    archived boolean not null,
    primary key (workspace_id, id),
    foreign key (workspace_id, family_id) references product_family
);

-- Of an open-ended contract the amount is that of a year, of any other that of its whole term.
create table contract (
    workspace_id uuid not null references workspace,
    id uuid not null,
    account_id uuid not null,
    name text not null check (name <> ''),
    from_day date not null,
    to_day date check (to_day >= from_day),
    amount_minor bigint not null check (amount_minor >= 0),
    renewal text not null check (renewal in ('none', 'automatic', 'by_notice')),
    notice_days bigint not null check ((notice_days > 0) = (renewal = 'by_notice')),
    note text not null,
    primary key (workspace_id, id),
    foreign key (workspace_id, account_id) references account,
    check (renewal = 'none' or to_day is not null)
);

create index contract_account on contract (workspace_id, account_id);

create table partner (
    workspace_id uuid not null references workspace,
    id uuid not null,
    name text not null check (name <> ''),
    kind text not null,
    archived boolean not null,
    primary key (workspace_id, id)
);

-- That a partner works for an account: once.
create table partnership (
    workspace_id uuid not null references workspace,
    id uuid not null,
    account_id uuid not null,
    partner_id uuid not null,
    role text not null,
    primary key (workspace_id, id),
    unique (workspace_id, account_id, partner_id),
    foreign key (workspace_id, account_id) references account,
    foreign key (workspace_id, partner_id) references partner
);

create index partnership_partner on partnership (workspace_id, partner_id);

-- Written and never changed: a newer one counts from its day on. Nothing in yearly_minor: not known any more.
create table wallet_estimate (
    workspace_id uuid not null references workspace,
    id uuid not null,
    account_id uuid not null,
    family_id uuid not null,
    from_day date not null,
    yearly_minor bigint check (yearly_minor >= 0),
    source text not null,
    by_id uuid not null,
    recorded timestamptz not null,
    primary key (workspace_id, id),
    foreign key (workspace_id, account_id) references account,
    foreign key (workspace_id, family_id) references product_family,
    foreign key (workspace_id, by_id) references person
);

-- The one that holds on a day is the first of its account and family in this order.
create index wallet_estimate_standing
    on wallet_estimate (workspace_id, account_id, family_id, from_day desc, recorded desc, id desc);
create index wallet_estimate_family on wallet_estimate (workspace_id, family_id);
