-- What accounts ordered, and how it gets there. No figure counts an order: what was sold is in documents.
create table sales_order (
    workspace_id uuid not null references workspace,
    id uuid not null,
    account_id uuid not null,
    number text not null,
    subject text not null,
    day date not null,
    -- Until when all of it was promised.
    due_day date not null,
    state text not null check (state in ('placed', 'confirmed', 'delivered', 'cancelled')),
    -- In minor units of the base currency; null where nobody said.
    amount_minor bigint check (amount_minor >= 0),
    primary key (workspace_id, id),
    foreign key (workspace_id, account_id) references account,
    check (due_day >= day)
);

create index sales_order_account on sales_order (workspace_id, account_id);
-- What is open is asked for most, and is little of all.
create index sales_order_open on sales_order (workspace_id, due_day) where state in ('placed', 'confirmed');

create table delivery (
    workspace_id uuid not null,
    order_id uuid not null,
    -- From one on.
    place bigint not null,
    due_day date not null,
    shipped_day date,
    arrived_day date,
    reference text not null,
    primary key (workspace_id, order_id, place),
    foreign key (workspace_id, order_id) references sales_order on delete cascade,
    check (arrived_day >= shipped_day)
);
