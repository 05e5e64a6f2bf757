-- Files bring what is bought from accounts as well, and documents line by line.

-- Numbers of purchases are those of the account.
alter table upload_document
    add column issuer text collate "C" not null
        generated always as (case kind when 'purchase' then reference else '' end) stored,
    drop constraint upload_document_pkey,
    add primary key (workspace_id, upload_id, number, issuer);

alter table upload_month add column purchases_minor bigint not null default 0;
alter table import add column purchases_minor bigint not null default 0;

alter table upload_row
    add column product text,
    add column quantity text,
    add column price text,
    add column total text;

-- The rows of a file of lines as they were read. Those of one number of one issuer are a document, wherever they stand in the file.
create unlogged table upload_line (
    workspace_id uuid not null,
    upload_id uuid not null,
    line bigint not null,
    number text collate "C" not null,
    issuer text collate "C" not null generated always as (case kind when 'purchase' then reference else '' end) stored,
    reference text collate "C" not null,
    kind text not null,
    day date not null,
    currency text not null,
    -- What the row says the whole document comes to.
    total_minor bigint,
    product_id uuid not null,
    quantity bigint not null,
    price bigint,
    amount_minor bigint not null,
    -- Once the rows of its document were put together: its place there, and its part of what that comes to in the base currency.
    place int,
    base_minor bigint,
    primary key (workspace_id, upload_id, line)
);

create index upload_line_document on upload_line (workspace_id, upload_id, number, issuer, line);
