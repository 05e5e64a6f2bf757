-- Documents line by line, where their lines are known: which products, how many, at what price. Lines come with their document, never
-- change, and go with it.
create table document_line (
    workspace_id uuid not null,
    document_id uuid not null,
    -- From one on.
    place int not null check (place > 0),
    product_id uuid not null,
    -- In thousandths.
    quantity bigint not null,
    -- Of one, in millionths of the currency's unit; null where only the amount is known.
    price bigint check (price >= 0),
    amount_minor bigint not null,
    -- Its part of what the document comes to in the base currency.
    base_minor bigint not null,
    primary key (workspace_id, document_id, place),
    foreign key (workspace_id, document_id) references document on delete cascade,
    foreign key (workspace_id, product_id) references product
);

-- A product that lines name stays in the catalogue.
create index document_line_product on document_line (workspace_id, product_id);
